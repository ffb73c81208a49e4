"""A world folder as raw tables, without emulator and loader: for tests of the models alone.

DuckDB reads the folder's CSV files; columns that the dbt sources do not promise land with the type
that their values have, as a vendor's own fields do.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from tests.support.dbt.build import Build

SALESFORCE_TABLES = {
    "Account": "account",
    "Campaign": "campaign",
    "CampaignInfluence": "campaign_influence",
    "CampaignInfluenceModel": "campaign_influence_model",
    "CampaignMember": "campaign_member",
    "CampaignMemberStatus": "campaign_member_status",
    "Contact": "contact",
    "Contract": "contract",
    "CurrencyType": "currency_type",
    "DatedConversionRate": "dated_conversion_rate",
    "Event": "event",
    "Group": "group",
    "GroupMember": "group_member",
    "Lead": "lead",
    "LeadHistory": "lead_history",
    "Opportunity": "opportunity",
    "OpportunityFieldHistory": "opportunity_field_history",
    "OpportunityContactRole": "opportunity_contact_role",
    "OpportunityHistory": "opportunity_history",
    "OpportunityLineItem": "opportunity_line_item",
    "Pricebook2": "pricebook2",
    "PricebookEntry": "pricebook_entry",
    "Product2": "product2",
    "Quote": "quote",
    "RecordType": "record_type",
    "Task": "task",
    "User": "user",
    "UserRole": "user_role",
}

_OF_MAILINGS = {"email_campaign_ids": "allemailcampaignids"}
_OF_EVENTS = {
    "campaign_id": "emailcampaignid",
    "sent_by": "sentby",
    "filtered": "filteredevent",
    "user_agent": "useragent",
    "browser_type": "browser",
    "subscription_status": "portalsubscriptionstatus",
}
_OF_VIEWS = {"occurred_at": "occurredat"}
_OF_LISTS = {"communication_method": "communicationmethod", "is_active": "isactive"}


def fill_from_world(build: Build, world: Path) -> None:
    """Create every raw table and land the world in it, deletions and merges marked."""
    build.fill({}, {})
    about = json.loads((world / "world.json").read_text(encoding="utf-8"))
    instant = about["as_of"].removesuffix("Z")
    build.execute(f"insert into ops.run_context values ('test', timestamp '{instant}')")
    for system, account in (("hubspot", "portal_id"), ("salesforce", "org_id")):
        info = about.get(system)
        if info:
            zone = info.get("time_zone", "UTC")
            build.execute(
                f"insert into raw_{system}._source (account_id, currency, time_zone)"
                f" values ('{info[account]}', '{info['currency']}', '{zone}')"
            )
    hubspot = world / "hubspot"
    for path in sorted(hubspot.glob("objects/*.csv")):
        _land(build, path, "raw_hubspot", path.stem, {"_archived_at": "_deleted_at"})
    _land_lists(build, world)
    _land_spend(build, hubspot / "campaign_spend.csv")
    _land_reports(build, hubspot)
    if (hubspot / "associations.csv").exists():
        _land(build, hubspot / "associations.csv", "raw_hubspot", "_associations", {})
    if (hubspot / "history.csv").exists():
        named = {"object_id": "record_id", "timestamp": "changed_at"}
        _land(build, hubspot / "history.csv", "raw_hubspot", "_history", named)
    _land_pipelines(build, hubspot / "pipelines")
    for path in sorted((world / "salesforce").glob("objects/*.csv")):
        table = SALESFORCE_TABLES[path.stem]
        _land(build, path, "raw_salesforce", table, {"masterrecordid": "_merged_into"})
        if {"isdeleted", "systemmodstamp"} <= set(_columns(build, "raw_salesforce", table)):
            build.execute(
                f'update raw_salesforce."{table}" set _deleted_at = systemmodstamp where isdeleted'
            )


def copy_raw(here: Build, there: Build) -> None:
    """The raw rows of one warehouse in another, empty one, own fields included."""
    kinds = {"VARCHAR": "text", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
    kinds |= {"DATE": "date", "TIMESTAMP": "timestamp"}
    tables = here.rows(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema like 'raw_%' or table_schema = 'ops'"
    )
    quoted = here.engine.dialect.identifier_preparer.quote_identifier
    promised: dict[tuple[str, str], dict[str, str]] = {}
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for schema, table in tables:
        columns = _columns(here, schema, table)
        promised[schema, table] = {name: kinds[str(kind)] for name, kind in columns.items()}
        rows[schema, table] = [
            dict(zip(columns, row, strict=True))
            for row in here.rows(
                f"select {', '.join(map(quoted, columns))} from {schema}.{quoted(table)}"
            )
        ]
    there.fill(rows, promised)


def _land_lists(build: Build, world: Path) -> None:
    """What is one flat file, named as its table is."""
    names = ("owners", "campaigns", "forms", "form_submissions")
    hubspot = [world / "hubspot" / f"{name}.csv" for name in names]
    for schema, paths in (("hubspot", hubspot), ("files", (world / "files").glob("*.csv"))):
        for path in sorted(paths):
            if path.exists():
                _land(build, path, f"raw_{schema}", path.stem, {})
    others = {"marketing_emails": _OF_MAILINGS, "email_events": _OF_EVENTS}
    others |= {"campaign_assets": {"asset_id": "id"}, "page_views": _OF_VIEWS}
    others |= {"subscription_types": _OF_LISTS}
    for name, named in others.items():
        if (world / "hubspot" / f"{name}.csv").exists():
            _land(build, world / "hubspot" / f"{name}.csv", "raw_hubspot", name, named)


def _land_spend(build: Build, path: Path) -> None:
    """Items of spend, as the connector names them."""
    if path.exists():
        named = {"created_at": "createdat"}
        _land(build, path, "raw_hubspot", "campaign_costs", named)
        build.execute(
            "update raw_hubspot.campaign_costs set item_kind = 'spend', currencycode = 'EUR'"
        )


def _land_reports(build: Build, hubspot: Path) -> None:
    """A row per campaign, by the linear model, as the connector asks for them."""
    if not (hubspot / "campaign_reports.csv").exists():
        return
    told = {
        "sessions": "sessions",
        "newcontactsfirsttouch": "new_contacts_first_touch",
        "newcontactslasttouch": "new_contacts_last_touch",
        "influencedcontacts": "influenced_contacts",
        "contactsnumber": "contacts",
        "dealsnumber": "deals",
        "dealamount": "deal_amount",
        "revenueamount": "revenue_amount",
    }
    sums = ", ".join(f"coalesce(sum(cast(r.{name} as double)), 0)" for name in told.values())
    build.execute(
        f"insert into raw_hubspot.campaign_reports (campaign_id, attributionmodel, currencycode,"
        f" is_revenue_shown, {', '.join(told)}) select c.id, 'LINEAR', 'EUR', true, {sums}"
        f" from read_csv('{hubspot / 'campaigns.csv'}', all_varchar = true, header = true) as c"
        f" left join read_csv('{hubspot / 'campaign_reports.csv'}', all_varchar = true,"
        " header = true) as r on r.campaign_id = c.id and r.attribution_model is null"
        " group by c.id"
    )


def _land(build: Build, path: Path, schema: str, table: str, also: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    promised = _columns(build, schema, table)
    _add_own_fields(build, path, f'{schema}."{table}"', promised)
    promised = _columns(build, schema, table)
    wanted = [(name, name.lower()) for name in header if name.lower() in promised]
    wanted += [(name, also[name.lower()]) for name in header if name.lower() in also]
    target = ", ".join(f'"{column}"' for _, column in wanted)
    values = ", ".join(f'cast("{name}" as {promised[column]})' for name, column in wanted)
    build.execute(
        f'insert into {schema}."{table}" ({target}) select {values}'
        f" from read_csv('{path}', all_varchar = true, header = true)"
    )


def _columns(build: Build, schema: str, table: str) -> dict[str, Any]:
    return {
        column["name"]: column["type"]
        for column in inspect(build.engine).get_columns(table, schema=schema)
    }


def _add_own_fields(build: Build, path: Path, table: str, promised: dict[str, Any]) -> None:
    # A day as people write it somewhere is text to a vendor.
    iso = "dateformat = '%Y-%m-%d'"
    guessed = build.rows(f"describe select * from read_csv('{path}', header = true, {iso})")
    for name, kind, *_ in guessed:
        column = str(name).lower()
        if column not in promised and not column.startswith("_"):
            plain = "timestamp" if str(kind).startswith("TIMESTAMP") else str(kind)
            build.execute(f'alter table {table} add column "{column}" {plain}')


def _land_pipelines(build: Build, folder: Path) -> None:
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        pipelines = content["results"] if isinstance(content, dict) else content
        for pipeline in pipelines:
            for stage in pipeline["stages"]:
                metadata = stage.get("metadata", {})
                label = stage["label"].replace("'", "''")
                build.execute(
                    "insert into raw_hubspot.pipelines (object_type, pipeline_id, stage_id,"
                    " stage_label, is_closed, probability) values ("
                    f"'{path.stem}', '{pipeline['id']}', '{stage['id']}', '{label}',"
                    f" {str(metadata.get('isClosed', 'false')).lower()},"
                    f" {metadata.get('probability') or 'null'})"
                )
