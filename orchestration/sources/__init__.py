"""Connectors: HubSpot and Salesforce as streams of typed Arrow batches.

Pure Python: no settings, no Dagster, no warehouse. Each vendor folder holds the same files:
streams.py (data), client.py (verbs), auth.py (log-in), README.md (limits, scopes, sources).
"""
