"""What each seller takes off the list price, beside what is won and what is left."""
