"""What customers cost and are worth, and when that is paid back, by cohort and channel."""
