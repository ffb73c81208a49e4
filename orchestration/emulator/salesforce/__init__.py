"""Salesforce as the emulator plays it: OAuth, REST query, describe, replication and Bulk 2.0.

Here: SOQL (``soql_*``), the schema of each SObject (``standard_fields``, ``schema``,
``describe``) and the HTTP surface (``routes`` and what it wires). Not here: loading a world, the
live store, the clock, faults and TLS; those belong to the package above.
"""
