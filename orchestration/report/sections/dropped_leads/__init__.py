"""The people handed over whom nobody took on or followed up, each with its record."""
