"""Time expressions: shapes, values and the part they play."""
