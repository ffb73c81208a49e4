"""What is new, came back or was fixed in the last week, for the first page."""
