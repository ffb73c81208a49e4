"""What became of the people that one team handed to the other."""
