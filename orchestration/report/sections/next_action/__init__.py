"""The one thing to do this week: what, by whom, worth how much."""
