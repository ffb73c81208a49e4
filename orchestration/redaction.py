"""Secrets out of errors, and control characters out of what a terminal shows. Knows no settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import quote

_STARS = "***"
_SHORTEST = 6  # a shorter "secret" would star out ordinary words
_SHOWN = {"\n", "\t"}


def redacted(text: str, secrets: Collection[str]) -> str:
    """`text` with stars for every secret, also where it stands as part of a URL or of a repr."""
    for secret in secrets:
        for spelling in {secret, quote(secret, safe=""), repr(secret)[1:-1]}:
            if len(spelling) >= _SHORTEST:
                text = text.replace(spelling, _STARS)
    return text


def scrub(error: BaseException, secrets: Collection[str]) -> None:
    """Take the secrets out of an error and of everything it was raised from, in place."""
    for each in _chain(error):
        each.args = tuple(_clean(value, secrets) for value in each.args)
        for name, value in list(vars(each).items()):
            clean = _clean(value, secrets)
            if clean is not value:
                setattr(each, name, clean)
        notes = getattr(each, "__notes__", None)
        if notes:
            each.__notes__ = [redacted(str(note), secrets) for note in notes]


def printable(text: str) -> str:
    """`text` for a terminal: what would move its cursor or turn its direction is spelt out."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in _SHOWN or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}:
        return character
    return re.sub(r"^'|'$", "", ascii(character))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions


def _clean(value: object, secrets: Collection[str]) -> object:
    if isinstance(value, str):
        clean = redacted(value, secrets)
        return value if clean == value else clean
    if isinstance(value, bytes):
        text = value.decode("utf-8", "backslashreplace")
        clean = redacted(text, secrets)
        return value if clean == text else clean.encode()
    if isinstance(value, BaseException | int | float | bool | None):
        return value
    if any(secret in repr(value) for secret in secrets if len(secret) >= _SHORTEST):
        return redacted(repr(value), secrets)
    return value
