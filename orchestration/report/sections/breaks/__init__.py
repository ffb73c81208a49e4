"""Fields that broke with their own history, and what was changed in the set-up."""
