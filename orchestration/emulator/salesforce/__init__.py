"""Salesforce as the emulator plays it: OAuth, REST query, describe, replication and Bulk 2.0.

`service` is where it is found. SOQL and Bulk are packages of their own; the schema of each SObject
is in `standard_fields`, `schema` and `describe`; the HTTP surface in `routes` and what it wires.
"""
