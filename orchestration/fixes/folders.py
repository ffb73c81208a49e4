"""Which files there are: a folder per problem and owner, in it a file per object and field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from orchestration.fixes.read import Fix
from orchestration.report.csv_names import fix_folder, loader_file
from orchestration.sources.registry import VENDORS
from orchestration.sources.vendor import ImportForm


@dataclass(frozen=True)
class LoaderFile:
    """What one tool loads at once: one field of one object.

    Attributes:
        name: of the file, without its ending.
        column: the field as the vendor's API spells it.
        form: how the vendor takes it.
    """

    name: str
    system: str
    source_object: str
    column: str
    form: ImportForm
    fixes: tuple[Fix, ...]

    @property
    def object_title(self) -> str:
        """What the vendor calls the object."""
        specs = {spec.name: spec for spec in VENDORS[self.system].specs}
        return specs[self.source_object].source_object


@dataclass(frozen=True)
class Folder:
    """One problem of one owner.

    Attributes:
        files: for the vendors' tools.
        by_hand: values that are known and that no file can write there.
        to_decide: findings whose right value somebody has to say.
        refused: known values that may not be written.
    """

    name: str
    fixes: tuple[Fix, ...]
    files: tuple[LoaderFile, ...]
    by_hand: tuple[Fix, ...]
    to_decide: tuple[Fix, ...]
    refused: tuple[Fix, ...]

    @property
    def first(self) -> Fix:
        """Any of its fixes: rule and owner are those of all."""
        return self.fixes[0]

    @property
    def issued(self) -> tuple[Fix, ...]:
        """What somebody is asked to write: in a file, or by hand."""
        return (*(fix for file in self.files for fix in file.fixes), *self.by_hand)


def folders_of(fixes: Iterable[Fix], *, is_redacted: bool = False) -> Iterator[Folder]:
    """The folders of fixes, which come ordered by rule and owner.

    Args:
        fixes: as `read.FIXES` gives them.
        is_redacted: name owners by their key.
    """
    for (rule, owner), group in groupby(fixes, lambda fix: (fix.rule_id, fix.owner_key)):
        yield _folder(rule, owner, tuple(group), is_redacted=is_redacted)


def _folder(rule: str, owner: str | None, fixes: Sequence[Fix], *, is_redacted: bool) -> Folder:
    loadable = sorted(_on(fixes, "file"), key=_place)
    return Folder(
        name=fix_folder(rule, owner, None if is_redacted else fixes[0].owner_name),
        fixes=tuple(fixes),
        files=tuple(_file(tuple(group)) for _, group in groupby(loadable, _place)),
        by_hand=_on(fixes, "by_hand"),
        to_decide=_on(fixes, "decide"),
        refused=_on(fixes, "refused"),
    )


def _on(fixes: Sequence[Fix], way: str) -> tuple[Fix, ...]:
    return tuple(fix for fix in fixes if fix.way == way)


def _place(fix: Fix) -> tuple[str, str, str]:
    return fix.source_system, fix.source_object, fix.field


def _file(fixes: tuple[Fix, ...]) -> LoaderFile:
    first, form = fixes[0], VENDORS[fixes[0].source_system].import_form
    assert form is not None  # noqa: S101  where a vendor takes no files, none is the way
    return LoaderFile(
        name=loader_file(first.source_system, first.source_object, first.field),
        system=first.source_system,
        source_object=first.source_object,
        column=first.vendor_field or first.field,
        form=form,
        fixes=fixes,
    )
