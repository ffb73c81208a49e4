"""What each team and each colleague has in hand, won, took on, and left waiting."""
