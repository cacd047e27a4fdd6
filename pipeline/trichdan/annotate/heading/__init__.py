"""Who, what, when and where of the document itself, from its first and last page."""
