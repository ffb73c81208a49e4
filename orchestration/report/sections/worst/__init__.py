"""The worst problems, with the money they touch and who can fix them, for the first page."""
