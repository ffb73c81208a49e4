"""What the company accepts for a time: each waiver, and the findings that it covers."""
