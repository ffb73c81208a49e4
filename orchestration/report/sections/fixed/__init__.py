"""What was fixed in the last week."""
