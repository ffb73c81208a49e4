"""How soon sales follows up which lead, and since when the lead waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

from pydantic import Field, model_validator

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, unique
from orchestration.glossary.evidence import FieldEvidence, field_evidence
from orchestration.glossary.parts.channels import Channels
from orchestration.known_names import near
from orchestration.sources.registry import VENDORS


class LeadType(Row):
    """A kind of lead and what sales owes it.

    Attributes:
        sla_minutes: working minutes until the first attempt.
        never_factor: how many times as long a lead without attempt is overdue before it counts as
            never followed up.
        is_default: the type of leads that no rule makes one of another.
    """

    code: Code
    label: Text
    sla_minutes: int = Field(ge=1, le=60 * 24 * 60)
    never_factor: float = Field(ge=1, le=100)
    is_default: bool = False


class LeadTypeRule(Row):
    """What makes a lead one of a type: all that the row says is true when it is handed over.

    Attributes:
        rank: of several rules that fit the one with the least counts; of equal ones the one whose
            type has the shortest term.
        channel: it came through this channel.
        source: a field of the person in `system` has a value (`object.field=value`) or has reached
            a number (`object.field>=number`).
        form: the person sent in the form, or answered the campaign, that is called so in `system`:
            they asked for us, and wait from then on.
        is_optional: companies have that field or form or have not; of any other it is an error if
            they lack it.
    """

    IS_KEYED: ClassVar[bool] = False
    WORKED_OUT: ClassVar[Mapping[str, str]] = {
        "object": "text",
        "field": "text",
        "comparison": "text",
        "value": "text",
        "normalised_form": "text",
    }
    NO_COLUMNS: ClassVar[frozenset[str]] = frozenset({"is_optional"})

    lead_type: Code
    rank: int = Field(default=1, ge=1)
    channel: Code | None = None
    system: System | None = None
    source: Text | None = None
    form: Text | None = None
    is_optional: bool = False

    @model_validator(mode="after")
    def _says_what_a_model_can_look_at(self) -> Self:
        if not (self.channel or self.source or self.form):
            raise ValueError("say a channel, a source or a form: a rule without fits no lead")
        if (self.system is None) is not (self.source is None and self.form is None):
            raise ValueError("say the system that a source or a form is in, and none without")
        if self.source and self._evidence is None:
            objects = VENDORS[str(self.system)].evidence_objects
            raise ValueError(
                f"source {self.source!r} names no field of {self.system} with what it is to be:"
                f" write object.field=value or object.field>=number, of {', '.join(objects)}"
            )
        return self

    @property
    def _evidence(self) -> FieldEvidence | None:
        """The field that is looked at; None where there is none that can be compared."""
        if self.system is None or self.source is None:
            return None
        said = field_evidence(self.system, self.source)
        if said is None or not said.comparison:
            return None
        return said if said.comparison == "=" or _is_number(said.value) else None

    @property
    def object(self) -> str | None:
        """Raw table of the field."""
        return self._evidence.object if self._evidence else None

    @property
    def field(self) -> str | None:
        """The field, in small letters."""
        return self._evidence.field if self._evidence else None

    @property
    def comparison(self) -> str | None:
        """`=` or `>=`."""
        return self._evidence.comparison if self._evidence else None

    @property
    def value(self) -> str | None:
        """What the field is compared with."""
        return self._evidence.value if self._evidence else None

    @property
    def normalised_form(self) -> str | None:
        """Name of the form as the models compare it."""
        return self.form and self.form.strip().lower()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class FollowUp(Channels):
    """Types of leads and their terms."""

    lead_types: Table[LeadType]
    lead_type_rules: Table[LeadTypeRule]

    def check(self) -> None:
        """Every lead has one type: that of a rule, or the default."""
        types, rules = self.lead_types.rows, self.lead_type_rules.rows
        unique("lead_types", (row.code for row in types))
        unique("lead_type_rules", ((r.channel, r.system, r.source, r.form) for r in rules))
        if sum(row.is_default for row in types) != 1:
            raise ValueError("lead_types: exactly one row says `is_default: true`")
        codes = {row.code for row in types}
        known("lead_type_rules", "lead type", (rule.lead_type for rule in rules), codes)
        self._check_channels(rule.channel for rule in rules if rule.channel)

    def _check_channels(self, named: Iterable[str]) -> None:
        """A channel that no source leads to would fit no lead."""
        reached = {row.channel for row in self.source_channels.rows} | {"unmapped", "unknown"}
        for channel in named:
            if channel not in reached:
                raise ValueError(
                    f"lead_type_rules: no lead comes through a channel {channel!r}: no row of"
                    f" source_channels leads to it. {near(channel, reached)}"
                )
