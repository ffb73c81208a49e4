"""Which deals content touched, its part in the money, and what was won with it and without it."""
