"""Tables, deadlines, calendars and cascades for people."""
