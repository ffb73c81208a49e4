"""A vendor that there is not: a shop's address book, with people, deals and reps."""
