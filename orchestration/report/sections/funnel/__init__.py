"""The stages, from inquiry to won, as one stream of cycles that marketing began."""
