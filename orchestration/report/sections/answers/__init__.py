"""Which statuses of a campaign's members count as an answer, and where campaigns disagree."""
