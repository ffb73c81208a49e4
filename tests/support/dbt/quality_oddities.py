"""A company whose records hold what only looks like values, and values that fit no column.

Salesforce leads full of placeholders and of people whose real names look like them; HubSpot deals
whose numbers and dates are written as people write them; opportunities that we were not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.support.dbt.build import Rows, field_row, misfit_row, option_rows

AS_OF = datetime(2026, 6, 1, 12)  # noqa: DTZ001  the warehouse keeps UTC without a zone
LEADS = 60
DEALS = 36

_TEXTS = (
    "specialization__c",
    "brand__c",
    "delivered_on__c",
    "remark__c",
    "tier__c",
    "prompted__c",
    "region__c",
    "old_surname__c",
    "blank__c",
    "stage_note__c",
)
EXTRA_COLUMNS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("raw_salesforce", "lead"): {
        **dict.fromkeys(_TEXTS, "text"),
        "born__c": "date",
        "visits__c": "number",
    },
    ("raw_hubspot", "deals"): {"list_price": "number", "ticket_refs": "number"},
}

#: Spelt in ways that all say nothing.
REMARKS = ("N/A", " n/a ", "\u200bNone\u200b", "-", "\u00a0--", "Keine Angabe", "null", "TBD", "?")

#: (last name, company, rest of the record) of people who are real, whatever their names look like.
REAL: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("Na", "Samwon", {"firstname": "Kim", "email": "kim.na@samwon.example"}),
    ("Null", "ABC", {"firstname": "Jennifer", "email": "jennifer.null@abc.example"}),
    ("Test", "Test Rite", {"firstname": "Karl", "email": "test@testrite.example"}),
    ("Na", "X", {}),
    ("Null", "ABC", {"title": "n/a"}),
    ("Miller", "Test", {"firstname": "Ada"}),
    ("None", "NA", {"firstname": "Bob"}),
)
#: The same words where the rest of the record says that nobody meant them: fields that are filler.
FILLER: Sequence[tuple[str, str, dict[str, Any], set[str]]] = (
    ("Test", "Acme", {"firstname": "Test"}, {"lastname", "firstname"}),
    ("xxx", "xxx", {}, {"lastname", "company"}),
    ("Null", "ABC", {"phone": "0000000000"}, {"lastname", "company", "phone"}),
    ("asdf", "Acme", {}, {"lastname"}),
    ("Bell", "Unknown", {"title": "-"}, {"company", "title"}),
    ("User", "Sample", {"email": "test@test.com"}, {"lastname", "company", "email"}),
)

#: value of a deal's amount -> (reading, number)
AMOUNTS: Mapping[str, tuple[str, float | None]] = {
    "1,800.00": ("grouped by commas", 1800),
    "1.800,00": ("grouped by points", 1800),
    "1 800": ("plain", 1800),
    "1\u202f800,50": ("decimal comma", 1800.5),
    "$1,800": ("ambiguous", None),
    "1,800": ("ambiguous", None),
    "1,800.00 EUR": ("grouped by commas", 1800),
    "CHF 1'800.00": ("plain", 1800),
    "1,234,567": ("grouped by commas", 1234567),
    "12,34,567.50": ("grouped by commas", 1234567.5),
    "(1,800.00)": ("grouped by commas", -1800),
    "1800,5": ("decimal comma", 1800.5),
    "$1800": ("plain", 1800),
    "2 Mio": ("unreadable", None),
    "45k": ("unreadable", None),
    "134;178": ("unreadable", None),
    "1,80,0": ("unreadable", None),
}


def rows() -> Rows:
    return {
        ("raw_salesforce", "lead"): _leads(),
        ("raw_salesforce", "_fields"): _lead_fields(),
        ("raw_salesforce", "_field_options"): [
            *option_rows("lead", "tier__c", [("Select", True), ("Premier", True), ("None", True)]),
            *option_rows("lead", "prompted__c", [("--None--", True), ("A", True)]),
        ],
        ("raw_salesforce", "_runs"): [
            _run("lead", "ok"),
            _run("opportunity", "unavailable"),
        ],
        ("raw_hubspot", "deals"): _deals(),
        ("raw_hubspot", "_fields"): _deal_fields(),
        ("raw_hubspot", "_misfits"): _misfits(),
        ("raw_hubspot", "_runs"): [_run("deals", "ok")],
    }


def _run(stream: str, status: str) -> dict[str, Any]:
    return {"run_id": "r", "as_of": AS_OF, "stream": stream, "status": status, "started_at": AS_OF}


def _lead_fields() -> list[dict[str, Any]]:
    listed = {"tier__c", "prompted__c"}
    named = ("lastname", "firstname", "company", "title", "phone", "email", "country", *_TEXTS)
    return [
        *(
            field_row(
                "lead",
                name,
                vendor_type="picklist" if name in listed else "string",
                is_custom=name.endswith("__c"),
            )
            for name in named
        ),
        field_row("lead", "born__c", column_type="date", vendor_name="Born__c", label="Born on"),
        field_row("lead", "visits__c", column_type="number"),
        field_row("lead", "leadsource", is_readable=False),
        field_row(
            "lead",
            "last_of_many__c",
            is_custom=True,
            is_loaded=False,
            not_loaded_because="a table has 1600 columns",
        ),
    ]


def _leads() -> list[dict[str, Any]]:
    leads = [_lead(number) for number in range(LEADS)]
    people: list[tuple[str, str, dict[str, Any]]] = [*REAL]
    people += [(name, firm, rest) for name, firm, rest, _ in FILLER]
    for lead, (name, firm, rest) in zip(leads, people, strict=False):
        lead.update({"lastname": name, "company": firm, **rest})
    return leads


def _lead(number: int) -> dict[str, Any]:
    return {
        "id": f"L{number:02d}",
        "lastname": f"Person{number}",
        "company": f"Company {number}",
        "status": "New",
        "createddate": AS_OF - timedelta(days=20 + number),
        "specialization__c": "Select" if number % 2 else " SELECT ",
        "brand__c": "None",
        "delivered_on__c": "NaT",
        "remark__c": REMARKS[number] if number < len(REMARKS) else f"remark {number % 3}",
        "tier__c": ("Select", "None", "Premier")[number % 3],
        "prompted__c": "--None--",
        "region__c": "NA" if number % 2 else "EMEA",
        "old_surname__c": "None",
        "blank__c": "\u200b \u3000\ufeff",
        "stage_note__c": None,
        "born__c": date(1900, 1, 1),
        "visits__c": 99999 if number < 3 else number,
    }


def filler_findings() -> set[tuple[str, str]]:
    """(field, record) of every value that is filler."""
    return {
        (field, f"L{len(REAL) + place:02d}")
        for place, (*_, fields) in enumerate(FILLER)
        for field in fields
    } | {("title", "L04")}


def _deal_fields() -> list[dict[str, Any]]:
    return [
        field_row("deals", "dealname"),
        field_row("deals", "dealstage"),
        field_row("deals", "amount", column_type="number"),
        field_row("deals", "closedate", column_type="timestamp"),
        field_row("deals", "list_price", column_type="number"),
        field_row("deals", "ticket_refs", column_type="number"),
    ]


def _deals() -> list[dict[str, Any]]:
    return [
        {
            "id": str(number),
            "dealname": f"Roof {number}",
            "dealstage": "contractsent",
            "amount": None if number <= len(AMOUNTS) + 1 else 500.0,
            "closedate": None if number == 30 else AS_OF + timedelta(days=30),
            "createdate": AS_OF - timedelta(days=60),
            "_deleted_at": AS_OF if number > DEALS else None,
        }
        for number in range(1, DEALS + 2)
    ]


def _misfits() -> list[dict[str, Any]]:
    living = range(1, DEALS + 1)
    return [
        *(
            misfit_row("deals", str(n), "list_price", "number", f"{10 + n},500")
            for n in range(1, DEALS + 2)
        ),
        *(misfit_row("deals", str(n), "ticket_refs", "number", f"{n};{n}78") for n in living),
        *(
            misfit_row("deals", str(number), "amount", "number", value)
            for number, value in enumerate(AMOUNTS, start=1)
        ),
        misfit_row("deals", str(len(AMOUNTS) + 1), "amount", "number", "N/A"),
        misfit_row("deals", "30", "closedate", "timestamp", "20251-05-01T00:00:00Z"),
    ]
