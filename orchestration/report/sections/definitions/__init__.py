"""What both teams agreed, and who signed it."""
