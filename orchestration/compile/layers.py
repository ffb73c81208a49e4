"""What a vendor's folders in the dbt project must hold, so that nothing of it goes missing.

A union reads the files that have a shape's name: under any other name a model is read by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from orchestration.errors import DefinitionError
from orchestration.known_names import near
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import StreamSpec

CONFORMED: Final = Path("models/conformed")
STAGING: Final = Path("models/staging")
_SHAPES: Final = "shapes"
#: What every system has something to say of; models/conformed/README.md says so too.
_REQUIRED: Final = frozenset(
    {"objects", "persons", "owners", "opportunities", "opportunity_people"}
)


def vendor_shapes(project_dir: Path) -> dict[str, tuple[str, ...]]:
    """The conformed shapes that each vendor has a model for, sorted.

    Raises:
        DefinitionError: a model's name is that of no shape, a vendor lacks a shape that every
            vendor has, or a folder is no vendor's.
    """
    folder = project_dir / CONFORMED
    known = {path.stem.removeprefix("cnf_") for path in (folder / _SHAPES).glob("cnf_*.sql")}
    faults = [
        f"{CONFORMED / path.name}: no vendor is called {path.name!r}. {near(path.name, VENDORS)}"
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in VENDORS and path.name != _SHAPES
    ]
    shapes = {}
    for vendor in VENDORS:
        names = [path.stem for path in sorted((folder / vendor).glob("*.sql"))]
        shapes[vendor] = tuple(name.removeprefix(f"cnf_{vendor}__") for name in names)
        faults += _shape_faults(vendor, names, known)
    _refuse("Conformed models are not what unions read", faults)
    return shapes


def require_staging(project_dir: Path, streams: Mapping[str, tuple[StreamSpec, ...]]) -> None:
    """Every stream has its staging model.

    Raises:
        DefinitionError: one has none.
    """
    there = {path.stem for path in (project_dir / STAGING).rglob("*.sql")}
    faults = [
        f"{STAGING / vendor / spec.staging_model(vendor)}.sql is missing: it reads {spec.name}."
        for vendor, specs in streams.items()
        for spec in specs
        if spec.staging_model(vendor) not in there
    ]
    _refuse("Streams are loaded that no model reads", faults)


def _shape_faults(vendor: str, names: list[str], known: set[str]) -> Iterator[str]:
    prefix = f"cnf_{vendor}__"
    for name in names:
        shape = name.removeprefix(prefix)
        if not name.startswith(prefix):
            yield f"{CONFORMED / vendor / name}.sql: models here are called {prefix}<shape>."
        elif shape not in known:
            yield f"{CONFORMED / vendor / name}.sql: no shape is {shape!r}. {near(shape, known)}"
    for shape in sorted(_required(vendor) - {name.removeprefix(prefix) for name in names}):
        yield f"{CONFORMED / vendor / prefix}{shape}.sql is missing: every vendor has {shape}."


def _required(vendor: str) -> frozenset[str]:
    return _REQUIRED if VENDORS[vendor].is_system else frozenset()


def _refuse(what: str, faults: list[str]) -> None:
    if faults:
        raise DefinitionError(
            f"{what}:\n  " + "\n  ".join(faults),
            next_step="Add or rename the files named, then run `hymnsheet compile`.",
        )
