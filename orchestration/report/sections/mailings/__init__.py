"""What became of each mailing, people told from machines."""
