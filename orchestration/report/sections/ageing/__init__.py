"""How long open opportunities have stood where they stand, and which are stuck."""
