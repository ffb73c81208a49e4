"""Lead cycles by the month they became MQL."""
