"""All sections of the page, composed. The one place that knows their order and their rows."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.report.format import MoneyFormat
from orchestration.report.links import LinkTemplates
from orchestration.report.names import Voice
from orchestration.report.rows import Published
from orchestration.report.sections.channels import Breakdown, breakdowns
from orchestration.report.sections.cohorts import CohortView, cohort_view
from orchestration.report.sections.conflicts import ConflictsView, conflicts_view
from orchestration.report.sections.fields import FieldsView, fields_view
from orchestration.report.sections.freshness import FreshnessView, freshness_view
from orchestration.report.sections.funnel import FunnelView, funnel_view
from orchestration.report.sections.health import HealthView, health_view
from orchestration.report.sections.identities import IdentitiesView, identities_view
from orchestration.report.sections.method import MethodView, method_view
from orchestration.report.sections.problems import ProblemsView, problems_view
from orchestration.report.sections.trust import TrustView, trust_view


@dataclass(frozen=True)
class Page:
    """The view model handed to the templates, in the order of the page."""

    is_redacted: bool
    freshness: FreshnessView
    trust: TrustView
    funnel: FunnelView
    breakdowns: tuple[Breakdown, ...]
    cohorts: CohortView
    problems: ProblemsView
    conflicts: ConflictsView
    identities: IdentitiesView
    health: HealthView
    fields: FieldsView
    method: MethodView


def voice_of(
    data: Published, links: LinkTemplates | None, lists: str, *, is_redacted: bool
) -> Voice:
    """How the report speaks of these rows; `lists` is the folder of the whole lists."""
    accounts = {row.source_system: row.ui_url for row in data.accounts}
    return Voice(
        money=_money(data),
        links=links or LinkTemplates.of_accounts(accounts),
        lists=lists,
        is_redacted=is_redacted,
    )


def _money(data: Published) -> MoneyFormat:
    """The corporate currency; where none is known, the one that all deals name."""
    if len(data.corporate) == 1:
        return MoneyFormat(data.corporate[0].currency_code, data.corporate[0].minor_units)
    return MoneyFormat.of(row.currency_code for row in data.currencies)


def compose(data: Published, voice: Voice) -> Page:
    """Turn the published rows into words and marks."""
    return Page(
        is_redacted=voice.is_redacted,
        freshness=freshness_view(data.sync),
        trust=trust_view(data.scores, data.trust, data.currencies, voice),
        funnel=funnel_view(data.steps, data.stages, data.lanes, data.median_days),
        breakdowns=breakdowns(data.channels, data.steps, data.median_days, voice),
        cohorts=cohort_view(data.cohorts, voice),
        problems=problems_view(data, voice),
        conflicts=conflicts_view(data.conflict_counts, data.conflicts, voice),
        identities=identities_view(data.identity_counts, data.identities, voice),
        health=health_view(data),
        fields=fields_view(data.fields, voice),
        method=method_view(data.rules, data.stages, data.definitions, data.checks),
    )
