"""Record health, one figure per object and never one for all."""
