"""Spellings that only some engines know stand in macros/portable/ and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.paths import PROJECT

#: A spelling -> what to write instead. A macro of dbt (`dbt.hash(`) is no function of an engine.
ENGINE_ONLY = {
    r"\btarget\.type\b": "adapter.dispatch in macros/portable/",
    r"::": "cast(... as ...)",
    r"\bvarchar\b": "dbt.type_string()",
    r"\bas timestamp\b(?=[\s)])": "dbt.type_timestamp()",
    r"\bdouble precision\b|\bas (double|float)\b": "double_type()",
    r"\btimestamptz\b": "UTC instants without a zone",
    r"\btry_cast\(": "a condition before the cast",
    r"\binterval '": "dbt.dateadd()",
    r"\b(?<![.\w])(datediff|date_diff|date_add|dateadd|date_part|extract)\(": "dbt.datediff()",
    r"(?<![.\w])date_trunc\(": "dbt.date_trunc()",
    r"\bat time zone\b": "clock_time(), instant_of_clock_time()",
    r"\bcurrent_(timestamp|date)\b|\bnow\(\)": "as_of()",
    r"\bregexp_\w+\(|\brlike\b|\bsimilar to\b": "matches(), first_match(), regex_replaced()",
    r"\bstring_agg\(|\barray_agg\(|\bgroup_concat\(|(?<![.\w])listagg\(": "dbt.listagg()",
    r"(?<![.\w])(any_value|bool_or|bool_and|every|count_if|countif)\(": "max(case ...)",
    r"\bmedian\(|\bquantile\w*\(|\bpercentile_\w+\(": "median_of(), lower_median_of()",
    r"\bmax_by\(|\bmin_by\(|\barg_m(ax|in)\(|\bdistinct on\b|\bqualify\b": "row_number()",
    r"\bfilter\s*\(\s*where\b": "count_where(), sum(case ...)",
    r"\bgroup by all\b": "the names of the columns",
    r"\bwith recursive\b": "connected_components()",
    r"\bgenerate_series\(|\b(from|join)\s*\(?\s*values\b": "numbers_to()",
    r"\bunnest\(|\bstring_to_array\(|\bstring_split\(": "split_lists()",
    r"(?<![.\w])split_part\(": "list_part()",
    r"(?<![.\w])(strpos|instr|charindex)\(": "dbt.position()",
    r"(?<![.\w])concat\(": "||, with coalesce() for what may be null",
    r"\bgreatest\(|\bleast\(": "greatest_of(), least_of()",
    r"(?<![.\w])(md5|sha1|sha256)\(": "dbt.hash(), key_of()",
    r"\bcollate\b": "byte_order()",
    r"\binformation_schema\b": "columns_of_schema()",
    r"\bilike\b": "lower() and like",
    r"\blateral\b": "a join",
}

FILES = sorted(
    path
    for room in ("models", "macros", "tests")
    for path in (PROJECT / room).rglob("*.sql")
    if (PROJECT / "macros" / "portable") not in path.parents
)


def engine_only(sql: str) -> list[str]:
    """Each engine's own spelling in the code, with what to write instead; comments do not count."""
    code = re.sub(r"\{#.*?#\}", " ", sql, flags=re.DOTALL)
    code = re.sub(r"--[^\n]*", " ", code).lower()
    return [
        f"{found.group().strip()!r}: write {instead}"
        for spelling, instead in ENGINE_ONLY.items()
        if (found := re.search(spelling, code))
    ]


def _name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_only_portable_macros_know_engines(path: Path) -> None:
    assert engine_only(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select cast(a as varchar) from t",
        "select a::text from t",
        "select day + interval '1 day' from t",
        "select count(*) filter (where a) from t",
        "select n from (values (1), (2)) as numbers(n)",
        "select concat(a, b) from t",
        "select split_part(a, ';', 1) from t",
        "select cast(a as timestamp) from t",
        "{% if target.type == 'duckdb' %} select 1 {% endif %}",
    ],
)
def test_a_spelling_of_one_engine_is_found(sql: str) -> None:
    assert engine_only(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select {{ dbt.concat(['a', 'b']) }}, {{ dbt.split_part('a', ';', 1) }} from t",
        "select {{ dbt.dateadd('day', 1, 'day') }}, {{ list_part('a', ';', 1) }} from t",
        "-- an interval '1 day', said in a comment\nselect created_at as timestamped from t",
        "select sum(amount) as amount, {{ count_where('is_won') }} as won from t",
    ],
)
def test_a_portable_spelling_is_let_through(sql: str) -> None:
    assert not engine_only(sql)
