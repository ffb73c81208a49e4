"""What each team owes the other, and week by week whether it was kept."""
