"""The pipeline in one row of numbers, for the first page."""
