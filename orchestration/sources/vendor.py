"""What is known of a vendor before anybody logs in: its names, its settings, its streams.

Each vendor's folder holds a vendor.py with one `VENDOR`; registry.py finds them. Importing one is
cheap: streams and client are loaded when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from orchestration.sources.connector import Connector
    from orchestration.sources.http.timing import Timing
    from orchestration.sources.spec import StreamSpec
    from orchestration.sources.stream import AnyStream


@dataclass(frozen=True)
class VendorSetting:
    """One variable `HYMNSHEET_<VENDOR>_<NAME>`.

    Attributes:
        name: in lower case, as `connect` takes it.
        kind: a secret is never shown; an address is an https URL of a host; a folder is on this
            machine, and of a company's own folder the one of that name counts by itself.
        default: None for one without which nobody can log in. All of those are set, or none is.
        pattern: what a text must look like as a whole; blank for anything.
        complaint: said of a text that does not, after the variable's name.
        example: what one without a default looks like; blank where nobody could guess from it.
    """

    name: str
    kind: Literal["secret", "address", "text", "folder"] = "text"
    default: str | None = None
    pattern: str = ""
    complaint: str = ""
    example: str = ""


@dataclass(frozen=True)
class TermColumn:
    """A raw column that holds terms which the glossary must know.

    Attributes:
        table: of the glossary: lead_statuses, lifecycle_stages, opportunity_stages,
            source_channels.
        stream: whose raw table it is.
        field: as the vendor describes it.
        is_fatal: False where an unknown term is only named.
        is_described: whether the vendor describes its values, so that one which the glossary does
            not know can be read all the same.
        columns: of a table of changes, those that hold the field's values; empty for records.
        condition: of a table of changes, which rows are about the field.
    """

    table: str
    stream: str
    field: str
    is_fatal: bool = True
    is_described: bool = False
    columns: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True)
class StageList:
    """A small stream that lists the stages of opportunities, one row each.

    Attributes:
        stream: its name.
        rows: values that a column holds in those of its rows that are stages of opportunities.
        value: the column with the stage as records carry it.
        label: how a stage is called, with `{column}`.
        is_closed: the column with a flag, null where the vendor does not say.
        probability: the column with a number between 0 and 1, or null.
    """

    stream: str
    rows: Mapping[str, frozenset[str]]
    value: str
    label: str
    is_closed: str
    probability: str


@dataclass(frozen=True)
class ImportForm:
    """A file that the vendor's own tool takes to change records: UTF-8, commas, quotes doubled.

    Attributes:
        tool: what the vendor calls it.
        id_column: the header of the column by which it finds a record.
        emptied: the cell that empties a field; None where no file can, and a person has to.
        steps: how a file is loaded, a sentence each; `{object}` is the vendor's name of the object.
        instants: how a cell says when: as ISO 8601, or in milliseconds since 1970.
        not_taken: fields whose stored values the tool does not take, as the raw tables call them.
    """

    tool: str
    id_column: str
    emptied: str | None
    steps: tuple[str, ...]
    instants: Literal["iso", "milliseconds"] = "iso"
    not_taken: frozenset[str] = frozenset()

    def cell(self, value: str | None, data_type: str | None) -> str | None:
        """What the file holds for a value of a raw column's type; None empties the field."""
        if value is None:
            return self.emptied
        if self.instants == "iso" or data_type != "timestamp":
            return value
        at = datetime.fromisoformat(value)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return str(round(at.timestamp() * 1000))


@dataclass(frozen=True)
class Vendor:
    """One vendor.

    Attributes:
        name: of its folder, its raw schema (`raw_<name>`) and its settings.
        title: as the vendor writes itself.
        order: place in the load order, lowest first.
        settings: every variable that it reads.
        is_system: whether it is a system of records that somebody logs in to; False for what is
            only told beside them.
        log_in: what is to be made at the vendor to get them, in a few words.
        evidence: the kinds of record that prove a stage by themselves, as the glossary's
            stage_evidence names them; the vendor's conformed models read each.
        evidence_objects: raw tables of which any field may prove one (`object.field`).
        forms: streams with the column in which the name of a form or campaign stands, by which a
            person asks for us.
        terms: where its records carry what the glossary defines.
        stages_sql: over the raw schema, one row per stage of an opportunity: value, label, share of
            it that is closed and that is won (each between 0 and 1, or null), probability (0 to 1
            or null), records that stand in it. Blank if it has none.
        watched_history: the stream of the earlier values of those fields that it is told to watch,
            with columns object_type and property; blank where the vendor keeps what it keeps.
        stage_list: what can be asked for its stages before anything was loaded; None if nothing.
        open_lists: types of its fields, in small letters, whose options are only suggestions: any
            other text may stand there. Every other text field with options takes no other value.
        link_types: types of its fields, in small letters, that hold the id of another record.
        packages: that its client needs, which `doctor` names with their versions.
        record_url: where a record opens; `{account}` is the account's own address, `{object}` the
            stream's `page`, `{id}` the record's id. Blank if records have no pages.
        import_form: how it takes a file that changes records; None if it takes none.
    """

    name: str
    title: str
    order: int
    settings: tuple[VendorSetting, ...]
    is_system: bool = True
    log_in: str = ""
    record_url: str = ""
    import_form: ImportForm | None = None
    evidence: tuple[str, ...] = ()
    evidence_objects: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    terms: tuple[TermColumn, ...] = ()
    stages_sql: str = ""
    watched_history: str = ""
    stage_list: StageList | None = None
    open_lists: tuple[str, ...] = ()
    link_types: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def terms_path(self) -> Path:
        """Where the folder may say what the vendor's own words mean until the glossary does."""
        return Path(__file__).parent / self.name / "terms.yml"

    @cached_property
    def streams(self) -> tuple[AnyStream, ...]:
        """Every stream of every module in the folder's streams/, in load order.

        Raises:
            ValueError: two streams have one name, or a parent comes after its child.
        """
        package = self._module("streams")
        modules = sorted(module.name for module in iter_modules(package.__path__))
        found = [each for name in modules for each in self._module(f"streams.{name}").STREAMS]
        found.sort(key=lambda stream: stream.spec.priority)
        seen: set[str] = set()
        for spec in (stream.spec for stream in found):
            if spec.name in seen or not seen.issuperset(spec.parents):
                raise ValueError(f"{self.name} {spec.name}: stands twice, or before its parents")
            seen.add(spec.name)
        return tuple(found)

    @cached_property
    def specs(self) -> tuple[StreamSpec, ...]:
        """What every stream is, in load order; known without a log-in."""
        return tuple(stream.spec for stream in self.streams)

    def connect(
        self, settings: Mapping[str, Any], ca_path: Path | None, timing: Timing | None
    ) -> Connector:
        """A connector over what `open_session` of the folder's session.py makes.

        Nothing is sent before its first call.

        Args:
            settings: a value for each of the vendor's settings, secrets as SecretStr.
            ca_path: PEM of the one authority to trust; None means the system's.
            timing: how to wait; the machine's own clock and sleep if None.

        Raises:
            ConfigError: an address is not https, or the authority is none.
            CredentialsError: a secret is blank.
        """
        session = self._module("session").open_session(settings, ca_path, timing, self.specs)
        connector: Connector = import_module(f"{__package__}.connector").Connector(
            self.name, session, self.streams
        )
        return connector

    def _module(self, name: str) -> ModuleType:
        """A module of the vendor's folder, by name: it may import what takes long."""
        return import_module(f"{__package__}.{self.name}.{name}")

    @property
    def required(self) -> tuple[VendorSetting, ...]:
        """The settings without which nobody can log in."""
        return tuple(setting for setting in self.settings if setting.default is None)

    @property
    def address(self) -> VendorSetting | None:
        """The setting that says where the vendor is; None for one that is nowhere on the web."""
        return next((setting for setting in self.settings if setting.kind == "address"), None)

    def own_folders(self, project: Path) -> Iterator[tuple[str, Path]]:
        """Of a company's own folder those that a setting is about, by the setting's variable."""
        for each in self.settings:
            if each.kind == "folder" and (project / each.example).is_dir():
                yield self.variable(each), project / each.example

    def env_lines(self, settings: Iterable[VendorSetting]) -> Iterator[str]:
        """Variables as a file of settings shows them, switched off, under the vendor's name."""
        yield f"# {self.title}{': ' * bool(self.log_in)}{self.log_in}"
        for each in settings:
            yield f"#HYMNSHEET_{self.variable(each).upper()}={each.default or each.example}"

    def variable(self, setting: VendorSetting) -> str:
        """The name of a setting among all settings: `hubspot_access_token`."""
        return f"{self.name}_{setting.name}"
