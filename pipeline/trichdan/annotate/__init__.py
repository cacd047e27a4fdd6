"""Stages that find things in a normalised text, and the spaCy pipeline over them."""
