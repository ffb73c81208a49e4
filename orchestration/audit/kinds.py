"""How values are written, as SQL over a trimmed text `v`; what does not fit is null."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# A currency's mark and the spaces of a number, which say nothing of its value.
_BARE: Final = (
    "regexp_replace(v, '^([-(]?)[$€£¥]\\s?|[\\s\u00a0]?[$€£¥]$|[\u00a0\u202f]', '\\1', 'g')"
)
# Beyond fifteen digits two numbers could become one.
_WHOLE: Final = "(0|[1-9]\\d{0,14})"
_NUMBER: Final = "-?(0|[1-9]\\d{0,14}|)(\\.\\d{1,17})?([eE][-+]?\\d{1,2})?"
_BY_COMMAS: Final = "-?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?"
_BY_POINTS: Final = "-?[1-9]\\d{0,2}(\\.\\d{3})+(,\\d+)?"
_DAY: Final = "\\d{4}-\\d{2}-\\d{2}"
_CLOCK: Final = "[T ]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?(Z|UTC|[-+]\\d{2}(:?\\d{2})?))?"
_PARTED: Final = "\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}"
_ZONED: Final = (
    "regexp_replace(regexp_replace(v, ' ?(UTC|Z)$', '+00:00'), '([-+]\\d{2})(\\d{2})$', '\\1:\\2')"
)
_ORDERS: Final = {"day first": "%d/%m/%Y", "month first": "%m/%d/%Y"}
_CLOCKS: Final = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")


@dataclass(frozen=True)
class Kind:
    """A way to write values.

    Attributes:
        name: of the way.
        column_type: what a raw column of such values is declared as.
        sql_type: the same for the engine.
        value: SQL of the value.
        told: how people call it, where it is worth a word.
    """

    name: str
    column_type: str
    sql_type: str
    value: str
    told: str = ""


def _fitting(text: str, pattern: str, value: str) -> str:
    return f"case when regexp_full_match({text}, '{pattern}') then {value} end"


def _day(order: str) -> Kind:
    told = f"dates with the {order}"
    value = f"cast(try_strptime(regexp_replace(v, '[.-]', '/', 'g'), '{_ORDERS[order]}') as date)"
    return Kind(order, "date", "date", _fitting("v", _PARTED, value), told)


def _instant(order: str) -> Kind:
    told = f"dates with the {order}"
    forms = ", ".join(f"'{_ORDERS[order]} {clock}'" for clock in _CLOCKS)
    text = "regexp_replace(v, '^(\\d+)[.-](\\d+)[.-]', '\\1/\\2/')"
    value = f"try_strptime({text}, [{forms}])"
    return Kind(
        f"{order} with time",
        "timestamp",
        "timestamp",
        _fitting("v", f"{_PARTED} .*", value),
        told,
    )


TEXT: Final = Kind("text", "text", "varchar", "v")
#: The first that most values fit is what a column is.
KINDS: Final = (
    Kind(
        "boolean",
        "boolean",
        "boolean",
        "case when lower(v) in ('true', 'false') then lower(v) = 'true' end",
    ),
    Kind("integer", "integer", "bigint", _fitting("v", "-?(0|[1-9]\\d{0,17})", "v::bigint")),
    Kind("number", "number", "double", _fitting("v", _NUMBER, "try_cast(v as double)")),
    Kind(
        "grouped",
        "number",
        "double",
        _fitting(
            _BARE,
            f"{_BY_COMMAS}|-?{_WHOLE}(\\.\\d+)?",
            f"try_cast(replace({_BARE}, ',', '') as double)",
        ),
        "numbers with commas between thousands",
    ),
    Kind(
        "decimal comma",
        "number",
        "double",
        _fitting(
            _BARE,
            f"{_BY_POINTS}|-?{_WHOLE}(,\\d+)?",
            f"try_cast(replace(replace({_BARE}, '.', ''), ',', '.') as double)",
        ),
        "numbers with a decimal comma",
    ),
    Kind("day", "date", "date", _fitting("v", _DAY, "try_cast(v as date)")),
    Kind(
        "instant",
        "timestamp",
        "timestamp",
        _fitting("v", f"{_DAY}{_CLOCK}", f"(try_cast({_ZONED} as timestamptz) at time zone 'UTC')"),
    ),
    *(_day(order) for order in _ORDERS),
    *(_instant(order) for order in _ORDERS),
)
#: Days as a spreadsheet counts them; numbers otherwise, so a name has to say that they are dates.
SERIAL: Final = Kind(
    "serial",
    "date",
    "date",
    "case when try_cast(v as double) between 20000 and 80000"
    " then date '1899-12-30' + cast(floor(try_cast(v as double)) as integer) end",
    "dates kept as the numbers of a spreadsheet",
)
