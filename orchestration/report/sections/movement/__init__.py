"""How the pipeline of a quarter, and of each month, came to be what it is."""
