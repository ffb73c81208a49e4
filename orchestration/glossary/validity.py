"""What the single definitions may be: every setting that a model reads, and no other.

A setting that nothing computes with would be signed and do nothing; it is refused, like a value
that no warehouse could use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from orchestration.glossary.names import currency_fault, near, time_zone_fault

Value = bool | int | float | str | list[str] | None
Fault = str | None


class _Stage(Protocol):
    """A row of `stages`."""

    @property
    def code(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def is_exit(self) -> bool: ...
    @property
    def opens_cycle(self) -> str: ...
    @property
    def has_cohort(self) -> bool: ...
    @property
    def is_handover(self) -> bool: ...
    @property
    def is_of_opportunity(self) -> bool: ...


class _SharedStage(Protocol):
    """A row of `shared_stages`."""

    @property
    def code(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...


def _time_zone(value: Value) -> Fault:
    return time_zone_fault(value) if isinstance(value, str) else f"{value!r} is no time zone."


def _currency(value: Value) -> Fault:
    if value is None:
        return None
    return currency_fault(value) if isinstance(value, str) else f"{value!r} is no currency."


def _days(value: Value) -> Fault:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3660:
        return None
    return f"{value!r} is no whole number of days between 1 and 3660."


def _deviations(value: Value) -> Fault:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 5:
        return None
    return f"{value!r} is no number of standard deviations above 0, up to 5."


SETTINGS: Final[Mapping[str, Callable[[Value], Fault]]] = {
    "reporting_time_zone": _time_zone,
    "corporate_currency": _currency,
    "cohort_window_days": _days,
    "opportunity_window_days": _days,
    "recycle_idle_days": _days,
    "close_rate_confidence_z": _deviations,
}


def check_settings(settings: Mapping[str, Value]) -> None:
    """Raise ValueError, naming the entry, unless models can compute with each setting."""
    for name, value in settings.items():
        if name not in SETTINGS:
            raise ValueError(f"settings[{name}]: no model reads it. {near(name, SETTINGS)}")
        if fault := SETTINGS[name](value):
            raise ValueError(f"settings[{name}].value: {fault}")
    for name in SETTINGS:
        if name not in settings:
            raise ValueError(f"settings: {name} is missing, and models read it")


def check_stages(stages: Iterable[_Stage]) -> None:
    """Raise ValueError, naming the row, unless models can tell what each stage stands for."""
    ranked = sorted(stages, key=lambda stage: stage.rank)
    steps = [stage for stage in ranked if not stage.is_exit]
    for rank, step in enumerate(steps, 1):
        if step.rank != rank:
            raise ValueError(
                f"stages[{step.code}].rank: the steps are ranked 1, 2, 3 ... before every way out"
            )
    for stage in ranked:
        if stage.is_exit and (
            stage.opens_cycle != "never" or stage.has_cohort or stage.is_handover
        ):
            raise ValueError(
                f"stages[{stage.code}]: a way out opens no cycle, has no cohort, is no handover"
            )
    if not any(step.opens_cycle == "always" for step in steps):
        raise ValueError("stages: one step at least says `opens_cycle: always`")
    handovers = [step.code for step in steps if step.is_handover]
    if len(handovers) != 1:
        said = ", ".join(handovers) or "none does"
        raise ValueError(f"stages: exactly one step says `is_handover: true`, and here {said}")
    _check_deals(steps)


def _check_deals(steps: list[_Stage]) -> None:
    """A process ends with the deal: opened at the first step that deals prove, won at the last."""
    deals = [step for step in steps if step.is_of_opportunity]
    if len(deals) < 2 or deals != steps[-len(deals) :]:
        raise ValueError(
            "stages: the last steps, two at least, say `is_of_opportunity: true`: from the deal"
            " that is opened to the deal that is won"
        )
    if deals[0].rank <= next(step.rank for step in steps if step.is_handover):
        raise ValueError("stages: the step with `is_handover: true` stands before those of deals")


def check_outcomes(stages: Iterable[_SharedStage]) -> None:
    """Raise ValueError unless one shared stage is where deals are won, and one where lost."""
    outcomes = [stage.outcome for stage in stages]
    for outcome in ("won", "lost"):
        if outcomes.count(outcome) != 1:
            raise ValueError(
                f"shared_stages: exactly one says `outcome: {outcome}`, and here"
                f" {outcomes.count(outcome)} do"
            )


def check_spellings(where: str, rows: Iterable[tuple[str, str, str]]) -> None:
    """Raise ValueError if two (system, value, meaning) contradict but for letter case."""
    meanings: dict[tuple[str, str], tuple[str, str]] = {}
    for system, value, meaning in rows:
        key = (system, " ".join(value.casefold().split()))
        other, said = meanings.setdefault(key, (value, meaning))
        if said != meaning:
            raise ValueError(
                f"{where}: {system} {value!r} means {meaning}, and {other!r} means {said}"
            )
