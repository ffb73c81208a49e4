"""Salesforce: vendor.py (settings, links), session.py (one org), streams/ (what is read).

Behind the streams: sobject (one object as a stream), reading (REST or Bulk), transport (one call),
refusals (its errors), metadata (describe), soql (queries as text), rest (pages of JSON), bulk (Bulk
API 2.0, CSV), tables (typing).
"""
