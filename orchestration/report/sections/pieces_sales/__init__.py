"""What sales uses of what it is given, and what is opened after that."""
