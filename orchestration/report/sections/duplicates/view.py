"""Pairs by what is to be done with them, the worst first, and why none is shown where none is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.names import system_name
from orchestration.report.pairs import Line, Side, line, side
from orchestration.report.section import Section
from orchestration.report.sections.duplicates.rows import GroupRow, PairRow, Rows, RuleRow


@dataclass(frozen=True)
class Group:
    """One line of the summary."""

    where: str
    certainty: str
    action: str
    href: str
    pairs: str
    with_money: str


@dataclass(frozen=True)
class Pair:
    """Two records side by side."""

    severity: str
    rule_id: str
    score: str
    one: Side
    other: Side
    one_stays: bool
    other_stays: bool
    lines: tuple[Line, ...]
    why: str
    stays: str
    amount: Money | None
    estimated: Money | None


@dataclass(frozen=True)
class PairList:
    """Pairs with which the same is to be done."""

    anchor: str
    title: str
    advice: str
    told: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class DuplicatesView:
    """The summary, a list per thing to do; `nothing` where there is no pair, `notes` of rules."""

    groups: tuple[Group, ...]
    lists: tuple[PairList, ...]
    nothing: str
    notes: tuple[str, ...]
    csv: str


_KINDS: Final = {"person": "People", "account": "Companies"}
_CERTAINTIES: Final = {
    "certain": "certain",
    "very_likely": "all but certain",
    "to_decide": "undecided",
}
_ACTIONS: Final = {
    "merge": "merge the two",
    "convert": "convert the lead",
    "tie": "tie the two together",
    "decide": "say whether they are one",
}
#: Title and advice of the list of each thing to do.
_LISTS: Final = {
    "merge": (
        "Merge",
        "Both stand in one system. Open the one that stays and merge the other into it there: the"
        " system keeps the history of both. Then give the form or import that made it a rule to"
        " match by, or there will be a third.",
    ),
    "convert": (
        "Convert into the contact that is there",
        "A lead whose person is a contact already. Convert it into that contact: what the lead"
        " answered and which campaigns it came by go with it.",
    ),
    "tie": (
        "Tie together across systems",
        "A record in each system that the comparison takes for one, while neither system knows of"
        " the other. Correct the address or name that differs, so that the sync matches them;"
        " `hymnsheet matches decide different` parts them here for good.",
    ),
}
_REASONS: Final = {
    "not_a_lead": "The contact: a lead is converted into it, never the other way round.",
    "tied": "The one that another system is tied to: merged away, the tie would break.",
    "opportunities": "The one that more open opportunities name.",
    "older": "The older: nothing else tells them apart.",
    "first": "Either: nothing tells them apart. Here it is the one with the smaller id.",
}


def view(rows: Rows, context: RenderContext) -> DuplicatesView | None:
    """Left out where no rule ran."""
    if not rows.rules:
        return None
    return DuplicatesView(
        groups=tuple(_group(row, context) for row in rows.groups),
        lists=tuple(_lists(rows.pairs, context)),
        nothing=_nothing(rows.rules),
        notes=tuple(_notes(rows.rules)),
        csv=context.csv("all_pairs"),
    )


def _group(row: GroupRow, context: RenderContext) -> Group:
    one, other = system_name(row.source_system), system_name(row.other_source_system)
    place = f"in {one}" if one == other else f"one in {one}, one in {other}"
    is_listed = row.action in _LISTS
    return Group(
        where=f"{_KINDS.get(row.kind, row.kind)}, {place}",
        certainty=_CERTAINTIES.get(row.certainty, row.certainty),
        action=_ACTIONS.get(row.action, row.action),
        href=f"#{_anchor(row.action)}" if is_listed else context.href("matches"),
        pairs=words.count(row.pairs),
        with_money=words.count(row.with_money),
    )


def _anchor(action: str) -> str:
    return f"duplicates-{action}"


def _lists(rows: tuple[PairRow, ...], context: RenderContext) -> Iterator[PairList]:
    for action in dict.fromkeys(row.action for row in rows):
        own = [row for row in rows if row.action == action]
        title, advice = _LISTS.get(action, (action, ""))
        yield PairList(
            anchor=_anchor(action),
            title=title,
            advice=advice,
            told=_told(own[0]),
            pairs=tuple(_pair(row, context) for row in own),
        )


def _told(row: PairRow) -> str:
    """`All 5`, `The worst 10 of 12`."""
    if row.shown == row.pairs:
        return "The only pair" if row.pairs == 1 else f"All {words.count(row.pairs)} pairs"
    return f"The worst {words.count(row.shown)} of {words.count(row.pairs)} pairs"


def _pair(row: PairRow, context: RenderContext) -> Pair:
    return Pair(
        severity=row.severity or "",
        rule_id=row.rule_id or "",
        score="" if row.score is None else f"{row.score:.2f}",
        one=side(row.source_system, row.source_object, row.source_id, context),
        other=side(row.other_source_system, row.other_source_object, row.other_source_id, context),
        one_stays=row.is_survivor is True,
        other_stays=row.is_survivor is False,
        lines=tuple(_lines(row, context)),
        why=row.why or words.MISSING,
        stays=_REASONS.get(row.survivor_reason or "", ""),
        amount=context.money(row.amount) if row.amount else None,
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
    )


def _lines(row: PairRow, context: RenderContext) -> Iterator[Line]:
    if not context.is_redacted:
        yield from line("Name", row.name, row.other_name)
        yield from line("Address", row.web_or_mail, row.other_web_or_mail)
    yield from line("Created", row.created_at, row.other_created_at, is_compared=False)
    if row.opportunities or row.other_opportunities:
        named = words.count(row.opportunities), words.count(row.other_opportunities)
        yield Line("Open opportunities that name it", *named, differs=False)


def _nothing(rules: tuple[RuleRow, ...]) -> str:
    looked = [rule for rule in rules if rule.outcome in ("passed", "found")]
    if not looked:
        return "No rule about duplicates could judge anything; this page being empty says nothing."
    parts = ", ".join(f"{words.count(rule.population)} by {rule.rule_id}" for rule in looked)
    return f"No two records are one, of those that were compared ({parts})."


def _notes(rules: tuple[RuleRow, ...]) -> Iterator[str]:
    for rule in rules:
        if rule.outcome == "nothing_to_judge":
            yield f"{rule.name} ({rule.rule_id}): there is no record that it could judge."
        if rule.could_not_see:
            yield f"{rule.name} ({rule.rule_id}) could not see {rule.could_not_see}."
        if rule.waived:
            yield f"{rule.name} ({rule.rule_id}): {words.count(rule.waived)} more are waived."


SECTION: Final = Section(
    title="Records that are there twice",
    page="duplicates",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_pairs"),),
)
