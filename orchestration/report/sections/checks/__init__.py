"""The checks on the published tables themselves."""
