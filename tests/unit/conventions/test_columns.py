"""What staging takes from a vendor is read by somebody, or waits for a reader that is known."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from orchestration.settings import DBT_PROJECT_DIR
from orchestration.sources.registry import VENDORS
from tests.support.tree import ending, text

STAGING = sorted(
    path
    for vendor in VENDORS
    for path in (DBT_PROJECT_DIR / "models/staging" / vendor).glob("*.sql")
)
#: Columns that no model reads yet, by what they wait for. The list may only get shorter.
WAITING_FOR: dict[str, dict[str, str]] = {
    "how an activity went, for the follow-up of leads": {
        "stg_hubspot__calls": "created_at disposition duration_ms modified_at status",
        "stg_hubspot__emails": "created_at modified_at status",
        "stg_hubspot__meetings": "created_at modified_at",
        "stg_hubspot__tasks": "created_at due_at modified_at status task_type",
        "stg_salesforce__events": "activity_date created_at ends_at event_type subject what_id",
        "stg_salesforce__event_relations": "account_id created_at is_invitee is_parent relation_id",
        "stg_salesforce__tasks": (
            "activity_date call_duration_s created_at status subject task_subtype task_type what_id"
        ),
        "stg_salesforce__task_relations": "account_id created_at relation_id",
    },
    "who belongs to which team, in which calendar": {
        "stg_hubspot__owners": "created_at modified_at owner_type teams_json user_id",
        "stg_salesforce__users": "created_at modified_at profile_id role_id time_zone",
    },
    "what an opportunity was on a date": {
        "stg_hubspot__deals": "pipeline_id",
        "stg_hubspot__history": "source_type",
        "stg_hubspot__pipelines": "is_archived pipeline_label",
        "stg_salesforce__lead_history": "created_by_id data_type",
        "stg_salesforce__opportunities": "next_step",
        "stg_salesforce__opportunity_field_history": (
            "created_at created_by_id data_type field_name history_id new_value old_value"
            " opportunity_id"
        ),
        "stg_salesforce__opportunity_history": "amount close_date created_by_id forecast_category",
    },
    "what tells one person or company from another": {
        "stg_hubspot__associations": "category",
        "stg_hubspot__companies": (
            "annual_revenue city employee_count lifecycle_stage modified_at parent_company_id state"
        ),
        "stg_hubspot__contacts": (
            "city company_name entered_opportunity_at first_conversion_at"
            " first_conversion_event_name lifecycle_opportunity_at"
            " has_opted_out_of_email original_source_detail_2 phone recent_conversion_at"
            " score state website"
        ),
        "stg_salesforce__accounts": (
            "account_type annual_revenue city currency_code employee_count first_name last_name"
            " modified_at parent_account_id person_email person_job_title person_lead_source"
            " person_state phone state"
        ),
        "stg_salesforce__contacts": "phone state",
        "stg_salesforce__leads": "company_name industry phone rating state",
        "stg_salesforce__opportunity_contact_roles": "role",
    },
    "what marketing did, and what it cost": {
        "stg_hubspot__campaigns": "campaign_id created_at end_date modified_at start_date status",
        "stg_hubspot__currencies": "created_at is_visible modified_at",
        "stg_salesforce__campaign_members": "created_at status",
        "stg_salesforce__campaigns": (
            "actual_cost budgeted_cost campaign_type created_at end_date is_active modified_at"
            " start_date status"
        ),
        "stg_salesforce__currency_types": "created_at decimal_places is_active",
        "stg_salesforce__dated_conversion_rates": "created_at",
    },
}
WAITING = {
    model: set(columns.split())
    for waiting in WAITING_FOR.values()
    for model, columns in waiting.items()
}


def _code(sql: str) -> str:
    return re.sub(r"\{#.*?#\}|--[^\n]*", "", sql, flags=re.DOTALL)


@cache
def _elsewhere(model: str) -> str:
    """The SQL of all that reads a staging model."""
    reads = re.compile(rf"\b{model}\b")
    sql = (_code(text(path)) for path in ending(".sql", "dbt_project") if path.stem != model)
    return "\n".join(one for one in sql if reads.search(one))


def _columns(path: Path) -> set[str]:
    """The columns of a staging model by name; those that every one has come from a macro."""
    selected = _code(text(path)).partition("\nfrom ")[0]
    lines = re.findall(r"^    (?:.*\bas )?(\w+),?$", selected, re.MULTILINE)
    return {line for line in lines if line not in {"select", "distinct"}}


@pytest.mark.parametrize("path", STAGING, ids=lambda path: path.stem)
def test_every_column_of_staging_is_read_or_waits_for_a_reader(path: Path) -> None:
    unread = {
        column
        for column in _columns(path)
        if not re.search(rf"\b{column}\b", _elsewhere(path.stem))
    }
    assert unread == WAITING.get(path.stem, set())
