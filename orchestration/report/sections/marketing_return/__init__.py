"""What each channel is credited with of new business, against what was spent on it."""
