"""Rows of the small company that stand beside its people and deals."""

from __future__ import annotations

CREATED = "2026-01-05T09:00:00.000Z"
UPDATED = "2026-02-01T09:00:00.000Z"

Row = dict[str, str | None]

IN_SALESFORCE: Row = {
    "CreatedDate": CREATED,
    "LastModifiedDate": UPDATED,
    "SystemModstamp": UPDATED,
}


def sf_id(prefix: str, number: int) -> str:
    """An 18-character id whose letters are all lower case, so that its suffix is AAA."""
    return f"{prefix}{number:012d}AAA"


def worked_leads() -> list[Row]:
    """HubSpot's leads: whom sales is to work."""
    return [
        {
            "id": str(8000 + n),
            "hs_lead_name": f"Person {n}",
            "hs_pipeline": "lead-pipeline-id",
            "hs_pipeline_stage": "new-stage-id",
            "hubspot_owner_id": str(1 + n % 3),
            "hs_createdate": CREATED,
            "hs_lastmodifieddate": UPDATED,
        }
        for n in range(8)
    ]


def marketing() -> dict[str, list[Row]]:
    """A form that 120 people sent, on three pages; one that nobody did; two lists; views."""
    return {
        "forms": [{"id": f"form-{n}", "name": f"Form {n}", "created_at": CREATED} for n in (1, 2)],
        "form_submissions": [
            {
                "form_id": "form-1",
                "submitted_at": f"2026-01-{1 + n // 5:02d}T10:00:0{n % 5}Z",
                "email": f"person{n}@company{n % 12}.example",
            }
            for n in range(120)
        ],
        "lists": [{"id": str(n), "name": f"List {n}", "created_at": CREATED} for n in (7, 8)],
        "list_memberships": [
            {"list_id": "7", "record_id": str(1000 + n), "added_at": UPDATED} for n in range(9)
        ],
        "page_views": [
            {
                "id": f"view-{n:03d}",
                "contact_id": str(1000 + n),
                "occurred_at": f"2026-01-{1 + n // 5:02d}T09:00:0{n % 5}Z",
                "url": f"https://www.company{n % 3}.example/prices",
            }
            for n in range(120)
        ],
    }


def organisation() -> dict[str, list[Row]]:
    """A queue that owns no lead yet, and who belongs to it."""
    queue = sf_id("00g", 1)
    types = ("Inbound", "Outbound")
    return {
        "UserRole": [
            {"Id": sf_id("00e", 1), "Name": "Chief", "SystemModstamp": UPDATED},
            {
                "Id": sf_id("00e", 2),
                "Name": "Sales",
                "ParentRoleId": sf_id("00e", 1),
                "SystemModstamp": UPDATED,
            },
        ],
        "Group": [{"Id": queue, "Name": "Leads", "Type": "Queue", **IN_SALESFORCE}],
        "GroupMember": [
            {
                "Id": sf_id("011", n),
                "GroupId": queue,
                "UserOrGroupId": sf_id("005", n),
                "SystemModstamp": UPDATED,
            }
            for n in range(2)
        ],
        "RecordType": [
            {"Id": sf_id("012", n), "Name": name, "SobjectType": "Lead", **IN_SALESFORCE}
            for n, name in enumerate(types)
        ],
    }
