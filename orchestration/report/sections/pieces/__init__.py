"""What people meet of us, whom it reached and engaged, and which leads it made."""
