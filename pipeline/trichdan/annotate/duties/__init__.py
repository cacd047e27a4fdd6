"""Obligations with a time: who must do what by when, reporting to whom."""
