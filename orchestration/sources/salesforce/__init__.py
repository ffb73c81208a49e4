"""Salesforce: streams.py (what is read), client.py (how, for the loader), auth.py (log-in).

Behind the client: transport (one call), refusals (its errors), metadata (describe), soql (queries
as text), rest (pages of JSON), bulk (Bulk API 2.0, CSV), tables (typing).
"""
