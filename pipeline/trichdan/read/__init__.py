"""Reading files: bytes to source text."""
