"""Who sourced the deals under three rules side by side, and which of them marketing influenced."""
