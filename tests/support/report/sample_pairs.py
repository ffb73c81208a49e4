"""Pairs for the sample_report tables: how often they disagree, and which nobody could join."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert_tuples

_REASONS = (
    ("account", "two_salesforce_accounts", "critical", "Salesforce holds two accounts.", 3),
    ("link", "deleted", "major", "The record it names was deleted.", 12),
    ("person", "shared_mailbox", "minor", "Several people read this mailbox.", 240),
)
_EVIDENCE = {"account": "domain", "person": "email", "link": "salesforcecontactid"}
_OBJECTS = {"account": ("companies", "account"), "person": ("contacts", "contact")}


def fill_conflict_shares(engine: Engine) -> None:
    """A hundred and twenty pairs, fourteen of them in conflict on each field."""
    insert_tuples(
        engine,
        "quality.conflict_share",
        "field pairs pairs_comparable pairs_equal pairs_in_conflict pairs_not_comparable"
        " conflict_ratio amount_difference",
        [
            ("stage", 120, 120, 106, 14, 0, 0.116667, None),
            ("amount", 120, 120, 106, 14, 0, 0.116667, 63063),
        ],
    )


def fill_identities(engine: Engine) -> None:
    """Cases of three kinds, the many of them the mildest."""
    columns = (
        "conflict_key kind reason severity explanation how_to_fix evidence evidence_value"
        " source_system source_object source_id value"
        " other_source_system other_source_object other_source_id other_value"
    )
    insert_tuples(
        engine,
        "quality.identity_conflict",
        columns,
        [
            (
                *(f"{reason}{n}", kind, reason, severity, explanation, "Decide which one it is."),
                *(
                    _EVIDENCE[kind],
                    f"team{n}@litware.example" if kind == "person" else f"l{n}.test",
                ),
                *("hubspot", near, str(7000 + n), None if kind == "link" else f"Litware {n}"),
                *("salesforce", far, None if kind == "link" else f"0015g00000B{n:04d}AAA"),
                None if kind == "link" else f"Litware {n} AG",
            )
            for kind, reason, severity, explanation, cases in _REASONS
            for near, far in (_OBJECTS.get(kind, ("contacts", "contact")),)
            for n in range(cases)
        ],
    )
