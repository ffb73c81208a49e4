"""What sales spends its effort on - ways and channels - and what comes of the people it works."""
