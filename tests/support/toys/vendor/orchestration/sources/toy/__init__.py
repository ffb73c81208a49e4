"""A vendor that there is not: a shop's address book, with contacts, deals and owners."""
