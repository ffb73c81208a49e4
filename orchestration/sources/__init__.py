"""Connectors: every vendor's records as streams of typed Arrow batches.

Pure Python: no settings, no Dagster, no warehouse. registry.py finds the vendors; each folder holds
vendor.py (what is known without a log-in), session.py (one account, logged in), streams/ (what is
read, and how), README.md (limits, scopes, sources).
"""
