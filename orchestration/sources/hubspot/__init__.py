"""HubSpot: streams.py (what is read), client.py (how, for the loader), auth.py (log-in).

Behind the client: transport (one call), records (CRM objects), search (changes only), links
(associations), side_lists (owners, pipelines, campaigns), metadata (properties), pages (JSON).
"""
