"""Who is in each system and in the other as well, and why the rest is not."""
