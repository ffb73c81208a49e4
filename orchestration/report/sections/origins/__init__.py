"""How lead cycles began, and what came of them."""
