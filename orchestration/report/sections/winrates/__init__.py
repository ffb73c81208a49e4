"""What was won of what was closed, by channel, by owner and by type."""
