"""What each team is to reach, what it has reached, and where that leads."""
