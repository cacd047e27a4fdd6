"""Mentions of other documents: where they begin and end, and what stands around them."""
