"""Records that are there twice: what proves it, which of them should stay, what is to be done."""
