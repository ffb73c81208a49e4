"""Fourteen rules and what they found, for the believable tables."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """One row of quality.rule_result, without what follows from it."""

    rule_id: str
    name: str
    severity: str
    level: str
    population: int
    failed: int
    open_amount: str | None
    why: str | None
    fix: str | None


# fmt: off
RULES = (
    Rule("D001", "Open opportunities whose close date has passed", "critical", "record",
         160, 23, "2140880.50",
         "A forecast that counts deals due last quarter is wrong by that amount.",
         "Ask the owner for a new close date, or close the opportunity as lost."),
    Rule("X002", "Linked deals with different amounts", "major", "pair", 120, 14, "1310400.00",
         "Marketing reports one figure to the board, sales another.",
         "Decide which system wins in the sync mapping, then correct the other side."),
    Rule("X001", "Linked deals in different stages", "critical", "pair", 120, 9, "920150.75",
         "One system says won while the other still forecasts it.",
         "Correct the stage in Salesforce; the sync carries it to HubSpot."),
    Rule("D002", "Open opportunities without an amount", "major", "record", 160, 17, "0",
         "They are in the pipeline count and not in the pipeline sum.",
         "Enter at least the list price of what was discussed."),
    Rule("D006", "Closed before they were created", "major", "record", 2768, 23, None,
         "Cycle times computed from these are negative.", "Correct the close date."),
    Rule("V001", "E-mail addresses that cannot receive mail", "minor", "record",
         71402, 914, "84100",
         "Bounces hurt the sender's standing.", "Correct or blank the address."),
    Rule("V002", "Junk and test values", "minor", "record", 90114, 1203, "40210.00",
         "Test records inflate every count.", "Delete the record, or ask for the real value."),
    Rule("V003", "Countries spelt in several ways", "minor", "record", 60122, 4120, "610300.00",
         "Territory rules and reports by country miss these.", "Use the majority spelling."),
    Rule("F007", "Picklist values nobody declared", "minor", "record", 30412, 88, "12500",
         "Salesforce rejects them at the next sync.", "Declare the value or map it."),
    Rule("L001", "Leads without a source", "major", "record", 30412, 2140, "220000.00",
         "No channel gets the credit, so budgets are decided on the rest.",
         "Make the source required on the form and in the import."),
    Rule("F001", "Fields that were never populated", "minor", "field", 300, 41, None,
         "They clutter forms and mappings.", "Ask who asked for the field, then retire it."),
    Rule("F002", "Fields abandoned for more than a year", "minor", "field", 300, 28, None,
         "Reports built on them show an old world.", "Find out what replaced the field."),
    Rule("F003", "Fields with one value only", "minor", "field", 300, 9, None,
         "A constant tells nothing.", "Make it a real choice or retire it."),
    Rule("D009", "Opportunities closed in the future", "major", "record", 18, 0, None, None, None),
)
# fmt: on
