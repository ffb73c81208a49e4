"""What became of each mailing: as the models tell it, and as a generated company has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Counts = dict[str, tuple[int, ...]]
_COUNTED: Final = (
    *("count_recipients", "count_reached", "count_bounced", "count_openers"),
    *("count_clickers", "count_unsubscribed", "count_reported_as_spam"),
)
_PLANTED: Final = ("sent", "delivered", "bounced", "opened", "clicked", "unsubscribed", "spam")


def mailings(rows: Callable[[str], Sequence[Sequence[Any]]]) -> tuple[Counts, bool]:
    """Counts by mailing, and whether all opens are those of people and of machines alone."""
    told = rows(
        f"select source_id, {', '.join(_COUNTED)}, count_opens,"
        " count_openers + count_opened_by_machines_alone"
        " from marts.mart_mailing where log = 'whole'"
    )
    return {row[0]: tuple(row[1:8]) for row in told}, all(row[8] == row[9] for row in told)


def mailings_planted(answers: Sequence[Mapping[str, str]]) -> Counts:
    """The same, of the rows of truth/mailings.csv."""
    return {row["mailing_id"]: tuple(int(row[name]) for name in _PLANTED) for row in answers}
