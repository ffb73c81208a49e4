"""Associations between records, indexed both ways.

A world states each association once; the opposite direction is served too, with HubSpot's paired
type id where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from orchestration.worlds.csv_table import Row

# HubSpot's own type ids come in pairs, one for each direction.
_PAIRS: Final = (
    (1, 2), (3, 4), (5, 6), (13, 14), (279, 280), (341, 342), (181, 182), (185, 186),
    (187, 188), (193, 194), (197, 198), (199, 200), (203, 204), (205, 206), (209, 210),
    (211, 212), (215, 216), (189, 190), (191, 192), (201, 202), (213, 214),
    (63, 64), (81, 82), (83, 84), (85, 86), (87, 88), (578, 577), (608, 607), (610, 609),
    (297, 298), (299, 300), (301, 302),
)  # fmt: skip
_OPPOSITE: Final = dict(_PAIRS) | {b: a for a, b in _PAIRS}


class Link(NamedTuple):
    """One association type from one record to another."""

    from_type: str
    from_id: str
    to_type: str
    to_id: str
    category: str
    type_id: int
    label: str | None

    def reversed(self) -> Link:
        """The same association seen from the other record."""
        opposite = _OPPOSITE.get(self.type_id, self.type_id)
        type_id = opposite if self.category == "HUBSPOT_DEFINED" else self.type_id
        return Link(
            self.to_type,
            self.to_id,
            self.from_type,
            self.from_id,
            self.category,
            type_id,
            self.label,
        )


class LinkIndex:
    """All associations of a portal.

    Args:
        rows: rows of associations.csv.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_pair: dict[tuple[str, str], dict[str, list[Link]]] = {}
        self._seen: set[tuple[str, str, str, str, str, int]] = set()
        for row in rows:
            self.add(link_of(row))

    def add(self, link: Link) -> None:
        """Add an association in both directions; a repeated one is ignored."""
        for one in (link, link.reversed()):
            if one[:6] not in self._seen:
                self._seen.add(one[:6])
                pair = self._by_pair.setdefault((one.from_type, one.to_type), {})
                pair.setdefault(one.from_id, []).append(one)

    def remove(self, link: Link) -> None:
        """Remove an association in both directions, if it is there."""
        for one in (link, link.reversed()):
            self._seen.discard(one[:6])
            listed = self._by_pair.get((one.from_type, one.to_type), {}).get(one.from_id, [])
            listed[:] = [known for known in listed if known[:6] != one[:6]]

    def of(self, from_type: str, from_id: str, to_type: str) -> list[Link]:
        """Associations of one record towards one object, in the order of the world."""
        return self._by_pair.get((from_type, to_type), {}).get(from_id, [])

    def between(self, from_type: str, to_type: str) -> Iterator[Link]:
        """Every association between two objects."""
        for links in self._by_pair.get((from_type, to_type), {}).values():
            yield from links

    def forget(self, object_type: str, record_id: str) -> None:
        """Remove every association of a record."""
        for link in self._all_of(object_type, record_id):
            self.remove(link)

    def move(self, object_type: str, record_id: str, to: str) -> None:
        """Hand every association of a record to another of the same object."""
        for link in self._all_of(object_type, record_id):
            self.remove(link)
            self.add(link._replace(from_id=to))

    def _all_of(self, object_type: str, record_id: str) -> list[Link]:
        return [
            link
            for (from_type, _), records in self._by_pair.items()
            if from_type == object_type
            for link in records.get(record_id, [])
        ]


def link_of(row: Row) -> Link:
    """Read one row of associations.csv (or a change of the same keys).

    Raises:
        KeyError, ValueError: a key is missing, or type_id is no whole number.
    """
    return Link(
        str(row["from_type"]),
        str(row["from_id"]),
        str(row["to_type"]),
        str(row["to_id"]),
        str(row.get("category") or "HUBSPOT_DEFINED"),
        int(str(row["type_id"])),
        row.get("label"),
    )
