"""Who tells what was spent, what of it counts, and where money may be counted twice."""
