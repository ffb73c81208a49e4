"""Which settings a macro reads, also by a macro that it calls."""

from __future__ import annotations

from pathlib import Path

from orchestration.compile.macro_settings import settings_of_macros


def test_what_a_called_macro_reads_the_calling_one_does(tmp_path: Path) -> None:
    for place, text in {
        "one.sql": '{% macro zone() -%} {{ glossary("time_zone") | trim }} {%- endmacro %}',
        "deep/two.sql": "{%- macro day(at) %}{{ at }} in {{ zone() }}{% endmacro %}"
        "{% macro week(at) %}{{ day(at) }} {{ glossary('week_starts_on') }}{% endmacro %}"
        "{% macro none_of_it(at) %}{{ at }} zone{% endmacro %}",
        "generated/glossary.sql": '{% macro glossary(id) %}{{ glossary("zone") }}{% endmacro %}',
    }.items():
        (tmp_path / "macros" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "macros" / place).write_text(text)
    assert settings_of_macros(tmp_path) == {
        "day": ("time_zone",),
        "week": ("time_zone", "week_starts_on"),
        "zone": ("time_zone",),
    }


def test_a_project_without_macros_has_none(tmp_path: Path) -> None:
    assert settings_of_macros(tmp_path) == {}
