"""Records that may be one and were not joined, and links that lead nowhere."""
