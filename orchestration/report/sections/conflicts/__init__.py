"""Where the systems disagree about the same deal."""
