"""What the words of the report mean."""
