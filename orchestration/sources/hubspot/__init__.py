"""HubSpot: vendor.py (settings, links), session.py (one portal), streams/ (what is read, and how).

Behind the streams: transport (one call), object_reader (a CRM object), records (its lists), search
(changes only), metadata (properties), pages and answers (JSON), second_look (rows
that a list lacks).
"""
