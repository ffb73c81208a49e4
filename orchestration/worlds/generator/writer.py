"""`write_world`: run the story and write it down as a world folder.

The order of the steps lives here; each step lives in its own module.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from orchestration.errors import WorldError
from orchestration.worlds.generator import (
    activities,
    agreed,
    audience_truth,
    batons,
    campaign_reports,
    commerce,
    companies,
    consents,
    decks,
    definitions,
    dollars,
    dropped,
    engagements,
    gaps,
    goods,
    hubspot_records,
    hubspot_setup,
    identity_noise,
    influences,
    lookalikes,
    mailings,
    marketing,
    messages,
    movement_truth,
    movements,
    next_days,
    organisation,
    people,
    referrers,
    sales,
    salesforce_deals,
    salesforce_records,
    scorecard_truth,
    spending,
    story_truth,
    touch_truth,
    truth,
    visits,
    worked_leads,
)
from orchestration.worlds.generator.defects.fields import settle_accidents
from orchestration.worlds.generator.planted import note, plant, tidy
from orchestration.worlds.generator.spec import (
    DEFAULT_AS_OF,
    PORTAL_TIME_ZONE,
    SYSTEMS,
    WorldSpec,
    salesforce_id,
)
from orchestration.worlds.generator.tables import Row, Simulation, Table


def write_world(
    out: Path,
    *,
    seed: int = 7,
    people: int = 3000,
    as_of: datetime = DEFAULT_AS_OF,
    systems: tuple[str, ...] = SYSTEMS,
    defects: bool = True,
    name: str = "larkspur",
) -> Path:
    """Write a believable company as a world folder; the same arguments give the same bytes.

    Args:
        out: the folder; an older world in it is replaced, other files are left alone.
        seed: chance.
        people: persons that came through marketing.
        as_of: the instant the world stops at; UTC.
        systems: 'hubspot', 'salesforce' or both.
        defects: plant records that break quality rules, with truth/defects.csv naming them all.
        name: the company's name, lower case.

    Returns:
        The folder.

    Raises:
        WorldError: a system is unknown, `as_of` has no time zone, or `people` is below 1.
    """
    unknown = set(systems) - set(SYSTEMS)
    if unknown or not systems:
        raise WorldError(
            f"world generator: systems {sorted(systems)} cannot be made.",
            next_step="Name hubspot, salesforce or both.",
        )
    if as_of.tzinfo is None or people < 1:
        raise WorldError(
            "world generator: as_of needs a time zone and people must be at least 1.",
            next_step="Correct the argument and run again.",
        )
    ordered = tuple(system for system in SYSTEMS if system in systems)
    simulation = simulate(WorldSpec(seed, people, as_of, ordered, defects, name))
    _clear(out)
    _write(out, simulation)
    return out


def simulate(spec: WorldSpec) -> Simulation:
    """Everything that happens in the company, up to the records and the answers."""
    simulation = Simulation(spec)
    companies.hire_reps(simulation)
    companies.plan_campaigns(simulation)
    companies.found_companies(simulation)
    people.generate_people(simulation)
    sales.open_opportunities(simulation)
    movements.move_opportunities(simulation)
    identity_noise.mark_people(simulation)
    if spec.defects:
        plant(simulation, early=True)
    else:
        tidy(simulation)
    movements.withdraw_opportunities(simulation)
    batons.hand_over(simulation)
    _record(simulation)
    consents.tell_consents(simulation)
    identity_noise.copy_records(simulation)
    if spec.defects:
        plant(simulation, early=False)
    gaps.plant_gaps(simulation)
    dollars.pay_in_dollars(simulation)
    lookalikes.plant_lookalikes(simulation)
    consents.settle_consents(simulation)
    goods.sell_goods(simulation)
    note(simulation)
    settle_accidents(simulation)
    influences.write_influences(simulation)
    commerce.write_commerce(simulation)
    if simulation.spec.has_hubspot:
        referrers.write_uses(simulation)
    dropped.drop_files(simulation)
    visits.visit_website(simulation)
    spending.spend(simulation)
    decks.push_content(simulation)
    return simulation


def _record(simulation: Simulation) -> None:
    if simulation.spec.has_hubspot:
        hubspot_records.write_contacts(simulation)
        hubspot_records.write_companies(simulation)
        hubspot_records.write_deals(simulation)
    if simulation.spec.has_salesforce:
        organisation.write_organisation(simulation)
        salesforce_records.write_users(simulation)
        salesforce_records.write_accounts(simulation)
        salesforce_records.write_contacts(simulation)
        salesforce_records.write_leads(simulation)
        salesforce_deals.write_campaigns(simulation)
        salesforce_deals.invite_leads(simulation)
        salesforce_deals.write_opportunities(simulation)
    acts = [*activities.act(simulation), *batons.planned_calls(simulation)]
    engagements.write_activities(simulation, acts)
    if simulation.spec.has_hubspot:
        messages.write_messages(simulation)
        marketing.write_marketing(simulation)
        worked_leads.write_leads(simulation)


def _clear(out: Path) -> None:
    for part in (*SYSTEMS, "files", "changes", "truth"):
        shutil.rmtree(out / part, ignore_errors=True)


def _write(out: Path, simulation: Simulation) -> None:
    spec = simulation.spec
    settings: dict[str, Any] = {
        "name": spec.name,
        "as_of": spec.as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if spec.has_hubspot:
        settings["hubspot"] = {
            "portal_id": 8_675_309,
            "time_zone": PORTAL_TIME_ZONE,
            "currency": "EUR",
            "tier": "enterprise",
        }
        _write_hubspot(out / "hubspot", simulation)
    if spec.has_salesforce:
        settings["salesforce"] = {
            "org_id": salesforce_id("00D", spec.seed),
            "currency": "EUR",
            "daily_api_requests": 100_000,
            "standard_fields": "stated",  # truth lists unused fields among those a world states
        }
        _write_salesforce(out / "salesforce", simulation)
    for name, rows in simulation.dropped.items():
        _write_rows(out / "files" / f"{name}.csv", rows)
    _write_json(out / "world.json", settings)
    _write_glossary(out / "glossary.yml", agreed.glossary(simulation))
    _write_changes(out / "changes", next_days.change_rows(simulation))
    _write_truth(out / "truth", simulation)


def _write_hubspot(root: Path, simulation: Simulation) -> None:
    _write_tables(root / "objects", simulation.hubspot)
    _write_json(root / "properties" / "contacts.json", definitions.contact_properties(simulation))
    for name in ("companies", "deals"):
        typed = definitions.misfit_properties(simulation, name)
        if typed["results"]:
            _write_json(root / "properties" / f"{name}.json", typed)
    _write_json(root / "pipelines" / "deals.json", hubspot_setup.deal_pipelines(simulation))
    _write_json(root / "pipelines" / "leads.json", worked_leads.lead_pipelines(simulation))
    _write_rows(root / "owners.csv", hubspot_setup.owner_rows(simulation))
    _write_rows(root / "subscription_types.csv", consents.subscription_rows())
    _write_rows(root / "campaigns.csv", hubspot_setup.campaign_rows(simulation))
    _write_rows(root / "associations.csv", simulation.associations)
    _write_rows(root / "history.csv", simulation.history)
    for name, rows in simulation.sections.items():
        _write_rows(root / f"{name}.csv", rows)


def _write_salesforce(root: Path, simulation: Simulation) -> None:
    _write_tables(root / "objects", simulation.salesforce)
    _write_rows(root / "component_dependencies.csv", referrers.component_rows(simulation))
    for sobject in ("Lead", "Opportunity"):
        _write_json(
            root / "describe" / f"{sobject}.json", definitions.describe(simulation, sobject)
        )


def _write_truth(root: Path, simulation: Simulation) -> None:
    _write_rows(root / "defects.csv", truth.defect_rows(simulation), columns=truth.OF_DEFECTS)
    _write_rows(root / "persons.csv", truth.person_rows(simulation))
    _write_rows(root / "accounts.csv", truth.account_rows(simulation))
    _write_rows(root / "lookalikes.csv", lookalikes.lookalike_rows(simulation))
    _write_rows(root / "opportunities.csv", truth.opportunity_rows(simulation))
    _write_rows(root / "stages.csv", truth.stage_rows(simulation))
    _write_rows(root / "waterfall.csv", movement_truth.waterfall_rows(simulation))
    _write_rows(root / "open_pipeline.csv", movement_truth.open_rows(simulation))
    _write_rows(root / "stories.csv", story_truth.story_rows(simulation))
    _write_rows(root / "handoffs.csv", batons.handoff_rows(simulation))
    _write_rows(root / "metrics.csv", scorecard_truth.metric_rows(simulation))
    _write_rows(root / "influence.csv", influences.influence_rows(simulation))
    _write_rows(root / "campaign_reports.csv", campaign_reports.report_rows(simulation))
    _write_rows(root / "spend.csv", spending.cost_rows(simulation))
    _write_rows(root / "pushed_content.csv", decks.pushed_rows(simulation))
    _write_rows(root / "mailings.csv", mailings.mailing_rows(simulation))
    _write_rows(root / "agreement.csv", agreed.agreement_rows(simulation))
    _write_rows(root / "goal_conflicts.csv", agreed.conflict_rows())
    for name, rows in (commerce.answers(simulation) | touch_truth.answers(simulation)).items():
        _write_rows(root / f"{name}.csv", rows)
    _write_rows(root / "audience.csv", audience_truth.audience_rows(simulation))
    _write_rows(root / "gap.csv", gaps.gap_rows(simulation))
    _write_rows(root / "restatements.csv", next_days.restatement_rows(simulation))
    _write_json(root / "summary.json", truth.summary(simulation))


def _write_changes(root: Path, changes: Sequence[Mapping[str, object]]) -> None:
    if changes:
        root.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(change, ensure_ascii=False) + "\n" for change in changes]
        (root / "next_days.jsonl").write_text("".join(lines), encoding="utf-8")


def _write_tables(root: Path, tables: Mapping[str, Table]) -> None:
    for name, table in tables.items():
        if table.rows:
            _write_rows(root / f"{name}.csv", list(table.rows.values()), columns=table.columns)


def _write_rows(path: Path, rows: Sequence[Row], columns: Sequence[str] = ()) -> None:
    names = list(columns or (rows[0] if rows else ()))
    if not names:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        sheet = csv.writer(handle, lineterminator="\n")
        sheet.writerow(names)
        sheet.writerows([row.get(name, "") for name in names] for row in rows)


def _write_glossary(path: Path, content: Mapping[str, object]) -> None:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
