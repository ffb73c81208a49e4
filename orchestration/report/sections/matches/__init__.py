"""Records that only look alike: both side by side, why, and a list to fill in."""
