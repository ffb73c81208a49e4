"""What a vendor's JSON must look like before anything is read from it.

A shape says what belongs where; `shaped` compares a body with it and names the first place that
differs, what was expected there, and the kind of thing that came (never its value). What has passed
can be indexed without fear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson

from orchestration.errors import AnswerError


class Shape(Protocol):
    """What a JSON value may be."""

    @property
    def expected(self) -> str:
        """For a message: `text`, `a list`."""
        ...

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """Where it differs first, what belongs there, what is there; None if it fits."""
        ...


@dataclass(frozen=True)
class Scalar:
    """Text, a number, true or false."""

    expected: str
    kinds: tuple[type, ...]

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        fits = isinstance(value, self.kinds) and (bool in self.kinds or value is not True)
        if fits and (bool in self.kinds or value is not False):
            return None
        return place, self.expected, kind_of(value)


@dataclass(frozen=True)
class Name:
    """Text or a whole number that names something: never blank."""

    expected: str = "an id"

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            return place, self.expected, kind_of(value)
        return None if str(value).strip() else (place, self.expected, "blank text")


@dataclass(frozen=True)
class Maybe:
    """The shape, or null, or nothing at all."""

    shape: Shape

    @property
    def expected(self) -> str:
        """See Shape."""
        return f"{self.shape.expected} or nothing"

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        return None if value is None else self.shape.differs(value, place)


@dataclass(frozen=True)
class ListOf:
    """A list of one shape; `once` is the key under which each item names itself, if it does."""

    shape: Shape
    expected: str = "a list"
    once: str | None = None

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        if not isinstance(value, list):
            return place, self.expected, kind_of(value)
        for number, item in enumerate(value):
            found = self.shape.differs(item, f"{place}[{number}]")
            if found is not None:
                return found
        if self.once is not None and len({item[self.once] for item in value}) < len(value):
            return place, f"each {self.once} once", "one twice"
        return None


@dataclass(frozen=True)
class MapOf:
    """An object whose keys are the vendor's; every value has one shape."""

    shape: Shape
    expected: str = "an object"

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        if not isinstance(value, dict):
            return place, self.expected, kind_of(value)
        for item in value.values():  # the key is the vendor's text: not for a message
            found = self.shape.differs(item, f"{place}.*")
            if found is not None:
                return found
        return None


@dataclass(frozen=True)
class Fields:
    """An object with these keys, and any others."""

    fields: Mapping[str, Shape]
    expected: str = "an object"

    def differs(self, value: Any, place: str) -> tuple[str, str, str] | None:
        """See Shape."""
        if not isinstance(value, dict):
            return place, self.expected, kind_of(value)
        for key, shape in self.fields.items():
            found = shape.differs(value.get(key), f"{place}.{key}" if place else key)
            if found is not None:
                missing = "nothing" if key not in value else found[2]
                return found[0], found[1], missing if found[2] == "null" else found[2]
        return None


TEXT: Final = Scalar("text", (str,))
INTEGER: Final = Scalar("a whole number", (int,))
NUMBER: Final = Scalar("a number", (int, float))
BOOLEAN: Final = Scalar("true or false", (bool,))
PLAIN: Final = Scalar("a plain value", (str, int, float, bool, type(None)))
ID: Final = Name()

_LONE_HIGH: Final = rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
_LONE_LOW: Final = rb"(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_HALF_CHARACTER: Final = re.compile(_LONE_HIGH + b"|" + _LONE_LOW)


def shaped(body: bytes, shape: Shape, where: str) -> Any:
    """The JSON in `body`, which has `shape`.

    Args:
        body: of an answer.
        shape: what it must be.
        where: vendor and path, for the message.

    Raises:
        AnswerError: it is not.
    """
    value = json_value(body, where)
    require(value, shape, where)
    return value


def require(value: Any, shape: Shape, where: str) -> None:
    """Do nothing if a JSON value has a shape. Raises AnswerError otherwise."""
    found = shape.differs(value, "")
    if found is not None:
        place, expected, got = found
        inside = f" at {place.lstrip('.')}" if place else ""
        raise AnswerError(f"{where} answered {got}{inside} where {expected} belongs.")


def json_value(body: bytes, where: str) -> Any:
    """The JSON in `body`. Raises AnswerError if there is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:  # half of a surrogate pair is no text, and no reason to lose the page it stands on
        return orjson.loads(_HALF_CHARACTER.sub(rb"\\ufffd", body))
    except orjson.JSONDecodeError:
        raise AnswerError(f"{where} answered {_kind_of_body(body)} instead of JSON.") from None


def kind_of(value: object) -> str:
    """The kind of a JSON value, for a message."""
    if value is None:
        return "null"
    kinds: Iterable[tuple[type, str]] = (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (str, "text"),
        (list, "a list"),
        (dict, "an object"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), type(value).__name__)


def _kind_of_body(body: bytes) -> str:
    start = body[:200].lstrip()
    if not start:
        return "an empty body"
    if start[:1] == b"<":
        return "a page"
    return "broken JSON" if start[:1] in b'{["' else "something else"
