"""Channels, campaigns and landing pages, from what was spent to what was won."""
