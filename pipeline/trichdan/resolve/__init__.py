"""From citations to documents: identity, candidates, decision, conflicts."""
