"""Stand-ins for dbt's cross-database macros, for the SQL linter, which renders without dbt."""


def listagg(
    measure: str, delimiter_text: str = "','", order_by_clause: str = "", _limit_num: str = ""
) -> str:
    """The values of a group as one text."""
    return f"string_agg({measure}, {delimiter_text} {order_by_clause})"
