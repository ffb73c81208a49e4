"""What is read of the folder."""
