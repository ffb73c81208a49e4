"""How soon sales followed up, against what was agreed."""
