"""The problems, worst first: what to do about each, who can, and the whole lists."""
