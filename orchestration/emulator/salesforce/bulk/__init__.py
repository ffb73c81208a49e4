"""Bulk API 2.0: queries and their CSV (`v1`: the older API over them), and `ingest` of updates."""
