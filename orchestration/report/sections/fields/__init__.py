"""The field inventory, worst verdict first."""
