"""Which indicators went ahead of which outcomes, as a hint."""
