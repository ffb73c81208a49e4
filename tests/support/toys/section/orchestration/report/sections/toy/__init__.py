"""How many people own something."""
