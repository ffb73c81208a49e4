"""Cuts SOQL text into tokens. Grammar is in parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.emulator.salesforce.errors import malformed

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>'(?:[^'\\]|\\.)*')
      | (?P<datetime>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2}))
      | (?P<date>\d{4}-\d{2}-\d{2}(?![\dT]))
      | (?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w-]))
      | (?P<word>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
      | (?P<symbol><=|>=|!=|<>|[=<>(),:])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (string, datetime, date, number, word, symbol, end), text, position."""

    kind: str
    text: str
    position: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords given (upper case), however it is written."""
        return self.kind == "word" and self.text.upper() in words

    def is_symbol(self, *symbols: str) -> bool:
        """Whether this is one of the symbols given."""
        return self.kind == "symbol" and self.text in symbols


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a query, ending with one of kind ``end``.

    Raises:
        SalesforceError: MALFORMED_QUERY on a character or literal SOQL does not know.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise malformed(text, position, f"unexpected token: '{_culprit(text, position)}'")
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match.group(), position))
        position = match.end()
    tokens.append(Token("end", "<EOF>", len(text)))
    return tokens


def _culprit(text: str, position: int) -> str:
    match = re.compile(r"[^\s,()]+").match(text, position)
    return match.group() if match else text[position]
