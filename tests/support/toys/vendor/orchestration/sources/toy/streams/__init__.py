"""What is read of the toy."""
