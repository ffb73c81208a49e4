"""The suites, each a function from the built tables to batches with expectations.

pipeline: what every reader of the marts relies on; the only suite that blocks a publication.
raw: what vendors said they have is what was loaded.
rules: what each quality rule expects (field_usage of fields, record_rules of records and pairs).
"""
