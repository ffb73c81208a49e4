"""The macros of dbt_project by name, rendered by Jinja alone: where dbt itself is not installed.

Only what is asked for is compiled. A macro hands back what it returns, else its text, as in dbt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

_MACRO: Final = re.compile(r"{%-?\s*macro\s+(?P<name>\w+)\s*\(.*?{%-?\s*endmacro\s*-?%}", re.DOTALL)
Globals = Mapping[str, Any]


class _ReturnedError(Exception):
    """How `return` leaves a macro; no error."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value


def _give_back(value: object) -> None:
    raise _ReturnedError(value)


class MacroLibrary:
    """Every macro of a folder, callable by its name; `names` step before macros of that name.

    Args:
        folder: of `.sql` files of macros.
        names: what dbt itself would hand to templates: ref, source, adapter and so on.
    """

    def __init__(self, folder: Path, names: Globals) -> None:
        self._texts: dict[str, str] = {}
        self._macros: dict[str, Macro] = {}
        for path in sorted(folder.rglob("*.sql")):
            for found in _MACRO.finditer(path.read_text(encoding="utf-8")):
                self._texts[found["name"]] = found[0]
        self.names = {"return": _give_back, **names}
        self._environment = Environment(  # noqa: S701  SQL, not HTML
            extensions=["jinja2.ext.do"], undefined=StrictUndefined
        )
        library = self

        class Names(Context):
            """Looks names up in the library, last of all."""

            def resolve_or_missing(self, key: str) -> Any:
                found = super().resolve_or_missing(key)
                return library.named(key) if found is missing else found

        self._environment.context_class = Names

    def named(self, name: str) -> Any:
        """A name of dbt's, else a macro; Jinja's `missing` for neither."""
        if name in self.names:
            return self.names[name]
        return _Called(self, name) if name in self._texts else missing

    def dispatched(self, name: str) -> _Called:
        """The macro as DuckDB has it, else as all engines have it."""
        own = f"duckdb__{name}"
        return _Called(self, own if own in self._texts else f"default__{name}")

    def macro(self, name: str) -> Macro:
        """The macro of this name, alone: what it calls is found by name, and may return."""
        if name not in self._macros:
            module = self._environment.from_string(self._texts[name]).module
            self._macros[name] = getattr(module, name)
        return self._macros[name]

    def call(self, name: str, *args: Any, **options: Any) -> Any:
        """What a macro gives for these arguments."""
        return self.named(name)(*args, **options)

    def project(self, name: str, *args: Any) -> Any:
        """The same of the project's own macro, where one of the names steps before it."""
        try:
            return self.macro(name)(*args)
        except _ReturnedError as returned:
            return returned.value

    def rendered(self, text: str) -> str:
        """A model as SQL."""
        return self._environment.from_string(text).render()


class _Called:
    """A macro that is looked for when it is called."""

    def __init__(self, library: MacroLibrary, name: str) -> None:
        self._library, self._name = library, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self._library.macro(self._name)(*args, **kwargs)
        except _ReturnedError as returned:
            return returned.value
