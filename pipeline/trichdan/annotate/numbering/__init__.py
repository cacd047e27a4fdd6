"""Document numbers (số và ký hiệu) and what their parts mean."""
