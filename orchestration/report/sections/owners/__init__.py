"""Who can fix what: the findings on the records of each owner."""
