"""Goals that pull against each other, each pair in a sentence."""
