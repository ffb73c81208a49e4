"""What definitions said before, and from which run to which."""
