"""How fresh the data is, and what could not be seen."""
