"""One line of truth about the open pipeline, and the table that adds up to it."""
