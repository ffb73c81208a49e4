"""Which dbt project a command works with: ours, or the one of a company's own folder."""

from __future__ import annotations

from pathlib import Path

from orchestration.settings import DBT_PROJECT_DIR, Settings


def models_of(settings: Settings) -> Path:
    """The folder of dbt_project.yml, with everything generated in it.

    Without a project folder ours as it stands; with one a copy under the home that holds its
    glossary, rules, waivers and decisions. Nothing of the clone, or of the installed package,
    is written.

    Raises:
        GlossaryError: the company's glossary says something it may not.
        DefinitionError: one of its rules, waivers or decisions does.
    """
    if settings.project is None:
        return DBT_PROJECT_DIR
    from orchestration.compile.build_copy import build_copy  # reads every stream: takes a moment

    return build_copy(
        DBT_PROJECT_DIR,
        settings.home / "dbt_project",
        glossary=glossary_file(settings),
        rules=settings.project / "rules",
        waivers=settings.project / "waivers.yml",
        matches=settings.project / "matches.csv",
    )


def glossary_file(settings: Settings) -> Path:
    """The glossary that people edit: the company's own, where it has one."""
    own = None if settings.project is None else settings.project / "glossary.yml"
    return own if own is not None and own.is_file() else DBT_PROJECT_DIR / "glossary.yml"
