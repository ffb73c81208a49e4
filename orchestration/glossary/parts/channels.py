"""The ways in which people come to the company, and each system's own words for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, unique
from orchestration.glossary.parts.part import Part


class Channel(Row):
    """A way in which people come to the company.

    Attributes:
        is_direct: it only tells that nobody knows what brought them.
        is_paid: showing it to people is paid for.
    """

    code: Code
    label: Text
    is_marketing: bool
    is_offline: bool
    is_direct: bool = False
    is_paid: bool = False


class SourceChannel(Row):
    """The channel of one vendor's source."""

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    value: Text
    channel: Code

    @property
    def normalised_value(self) -> str:
        """The value as the models compare it: lower case, underscores as blanks."""
        return self.value.strip().lower().replace("_", " ")


class Channels(Part):
    """Channels and the sources that belong to them."""

    channels: Table[Channel]
    source_channels: Table[SourceChannel]

    def check(self) -> None:
        """Every source has a channel that is defined, and what has none is told apart."""
        sources = self.source_channels.rows
        unique("channels", (row.code for row in self.channels.rows))
        unique("source_channels", ((row.system, row.normalised_value) for row in sources))
        codes = {row.code for row in self.channels.rows}
        known("source_channels", "channel", (row.channel for row in sources), codes)
        known("channels", "channel", ("unmapped", "unknown"), codes)
