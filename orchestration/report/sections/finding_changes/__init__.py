"""Problems of a reader's last week: new, back, fixed, waived; and rules that changed themselves."""
