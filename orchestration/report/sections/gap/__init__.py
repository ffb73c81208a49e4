"""Why each system counts something else than we do."""
