"""Full text over the index."""
