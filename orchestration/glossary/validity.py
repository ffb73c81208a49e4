"""What the single definitions may be: every setting that a model reads, and no other.

A setting that nothing computes with would be signed and do nothing; it is refused, like a value
that no warehouse could use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from orchestration.glossary.names import currency_fault, near, time_zone_fault

Value = bool | int | float | str | list[str] | None
Fault = str | None

#: Stages that the models count by name, in their order: steps, then ways out. And shared stages
#: that end a deal.
STEPS: Final = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")
STAGES: Final = (*STEPS, "LOST", "DISQUALIFIED", "RECYCLED")
OUTCOMES: Final = ("won", "lost")


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


def check_codes(where: str, codes: Iterable[str], needed: Iterable[str], *, only: bool) -> None:
    """Raise ValueError if a needed code is missing or, with `only`, nothing counts one."""
    known, wanted = list(codes), list(needed)
    for code in wanted:
        if code not in known:
            raise ValueError(f"{where}: {code!r} is missing, and models count it")
    for code in known if only else ():
        if code not in wanted:
            raise ValueError(f"{where}: no model counts {code!r}. {near(code, wanted)}")


def check_order(stages: Iterable[tuple[str, int, bool]]) -> None:
    """Raise ValueError unless (code, rank, is_exit) rank the steps 1, 2, 3 ..., ways out behind."""
    for code, rank, is_exit in stages:
        if is_exit == (code in STEPS):
            said = "a way out" if is_exit else "a step"
            raise ValueError(f"stages[{code}].is_exit: models do not count it as {said}")
        if code in STEPS and rank != STEPS.index(code) + 1:
            raise ValueError(
                f"stages[{code}].rank: the steps are {', '.join(STEPS)}, in this order"
            )
        if is_exit and rank <= len(STEPS):
            raise ValueError(f"stages[{code}].rank: a way out stands behind the {len(STEPS)} steps")


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
