"""One module per suite, each a function from the built tables to frames with expectations.

field_usage: fields nobody uses. record_rules: records and pairs that break a rule.
pipeline: what every reader of the marts may rely on; the only suite that blocks a publication.
"""
