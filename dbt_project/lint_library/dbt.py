"""Stand-ins for dbt's cross-database macros, for the SQL linter, which renders without dbt."""


def type_string() -> str:
    """The type of text."""
    return "text"


def type_timestamp() -> str:
    """The type of an instant."""
    return "timestamp"


def dateadd(datepart: str, interval: str | int, start: str) -> str:
    """An instant or a day, so many days or months later."""
    return f"({start} + ({interval}) * interval 1 {datepart})"


def datediff(first: str, second: str, datepart: str) -> str:
    """How many days or months lie between two instants."""
    return f"date_diff('{datepart}', {first}, {second})"


def date_trunc(datepart: str, instant: str) -> str:
    """The beginning of the month, or the like, of an instant."""
    return f"date_trunc('{datepart}', {instant})"


def hash(text: str) -> str:
    """The md5 of a text, in hexadecimal digits."""
    return f"md5({text})"


def position(part: str, text: str) -> str:
    """Where a text is first found in another, from 1; 0 where it is not."""
    return f"position({part} in {text})"


def generate_series(upper_bound: int) -> str:
    """The whole numbers from 1, one a row."""
    return f"table_of({upper_bound})"


def listagg(
    measure: str, delimiter_text: str = "','", order_by_clause: str = "", _limit_num: str = ""
) -> str:
    """The values of a group as one text."""
    return f"string_agg({measure}, {delimiter_text} {order_by_clause})"
