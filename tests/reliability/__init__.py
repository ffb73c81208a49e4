"""Syncs under faults, over time, and killed: what the warehouse holds against what the world is."""
