"""The glossary's gate before the first sync: what is cheap to ask is asked before the long read.

Only statuses and stages, and only where nothing was read yet; the gate after the sync sees all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from orchestration.errors import GlossaryError, HymnsheetError
from orchestration.glossary import Glossary, Seen, refuse, report
from orchestration.glossary.stage_facts import StageFacts, stage_facts
from orchestration.glossary.terms import UnknownTerm, known_terms
from orchestration.sources.connector import Connector
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import Batch, StreamSpec
from orchestration.sources.stream import Read


def look_first(
    connector: Connector,
    glossary: Glossary,
    until: datetime,
    turned_off: Collection[str] = (),
) -> None:
    """Ask the vendor which statuses and stages its records carry.

    What cannot be asked now is left to the gate after the sync.

    Raises:
        GlossaryError: a record carries a term that nobody signed, or a stage is signed as
            something its vendor says it is not.
    """
    try:
        seen = look(connector, glossary, until, turned_off)
    except GlossaryError:
        raise
    except HymnsheetError:
        return
    refuse(report(seen, glossary))


def look(
    connector: Connector,
    glossary: Glossary,
    until: datetime,
    turned_off: Collection[str] = (),
) -> Seen:
    """The vendor's stages, and the terms in use that nobody signed. Raises SourceError.

    Streams that are turned off are not asked.
    """
    asked = {each.name: each for each in connector.streams() if each.name not in turned_off}
    facts = tuple(_listed_stages(connector, asked, until))
    own = {stage.value for stage in facts}
    return Seen(tuple(_unknown(connector, asked, glossary, own)), facts)


def _unknown(
    connector: Connector,
    streams: Mapping[str, StreamSpec],
    glossary: Glossary,
    own_stages: set[str],
) -> Iterator[UnknownTerm]:
    known = known_terms(glossary)
    for place in VENDORS[connector.name].terms:
        if not place.is_fatal or place.columns or place.stream not in streams:
            continue
        signed = known[place.table, connector.name]
        if place.is_described:
            signed |= own_stages
        values = connector.values_in_use(streams[place.stream], place.field, signed)
        for value, records in values.items():
            yield UnknownTerm(
                place.table, connector.name, place.stream, place.field, value, records
            )


def _listed_stages(
    connector: Connector, streams: Mapping[str, StreamSpec], until: datetime
) -> Iterator[StageFacts]:
    """The stages of opportunities that the vendor lists; none if it lists none."""
    listed = VENDORS[connector.name].stage_list
    if listed is None or listed.stream not in streams:
        return
    spec = streams[listed.stream]
    for piece in connector.read(spec, Read(connector.fields(spec), None, until)):
        for row in piece.table.to_pylist() if isinstance(piece, Batch) else ():
            if row[listed.value] and all(row[name] in held for name, held in listed.rows.items()):
                label = listed.label.format_map(row)
                closed = None if row[listed.is_closed] is None else float(row[listed.is_closed])
                value, chance = row[listed.value], row[listed.probability]
                yield stage_facts(connector.name, value, label, closed, None, chance, 0)
