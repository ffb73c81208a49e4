"""Vendor text made fit for a message: no secrets, no addresses, nothing that moves a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from orchestration.redaction import redacted

_EMAIL: Final = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
_TOKEN: Final = re.compile(r"(?i)\b(bearer\s+\S+|pat-[\w-]+|00D\w{12,15}![\w.]+)")
_ESCAPE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI: colours, cursor moves
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"  # OSC, DCS
    "|\x1b."
)
#: Cc moves a terminal, Cf hides text or turns its direction, Cs is no character at all.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def redact(text: str, *, limit: int = 300) -> str:
    """Vendor text fit for a message: one short line of what can be seen, without secrets."""
    plain = _ESCAPE.sub(" ", text[: limit * 10])
    plain = "".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in plain)
    plain = _EMAIL.sub("<email>", _TOKEN.sub("<token>", plain))
    return " ".join(plain.split())[:limit]


def without(body: bytes, secrets: Iterable[str]) -> bytes:
    """What a vendor says of an error, without the secrets of ours that it repeats."""
    return redacted(body.decode("utf-8", "replace"), [*secrets]).encode()
