"""What is planted on purpose: a module per rule, or per family of rules that one plan covers.

Each says in `PLANTED` which rules it breaks, how, and which records break them. They are found, not
listed: another planted defect is another module here.
"""
