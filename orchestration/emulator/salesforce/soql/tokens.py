"""Cuts SOQL text into tokens, and reads them one by one. Grammar is in parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.emulator.salesforce.errors import SalesforceError, malformed

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
    """Return the tokens of a query, ending with one of kind `end`.

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


class TokenReader:
    """Goes through the tokens of a text one by one, for a parser to build on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokenize(text)
        self._index = 0

    @property
    def _now(self) -> Token:
        return self._tokens[self._index]

    @property
    def _next(self) -> Token:
        return self._tokens[min(self._index + 1, len(self._tokens) - 1)]

    def _unexpected(self) -> SalesforceError:
        return malformed(self._text, self._now.position, f"unexpected token: '{self._now.text}'")

    def _take(self) -> Token:
        token = self._now
        if token.kind != "end":
            self._index += 1
        return token

    def _accept(self, *words: str) -> bool:
        if self._now.is_word(*words):
            self._index += 1
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._accept(word):
            raise self._unexpected()

    def _need_symbol(self, symbol: str) -> None:
        if not self._now.is_symbol(symbol):
            raise self._unexpected()
        self._index += 1

    def _accept_symbol(self, symbol: str) -> bool:
        if self._now.is_symbol(symbol):
            self._index += 1
            return True
        return False

    def _word(self) -> Token:
        if self._now.kind != "word":
            raise self._unexpected()
        return self._take()

    def _whole_number(self) -> int:
        if self._now.kind != "number" or not self._now.text.isdigit():
            raise self._unexpected()
        return int(self._take().text)

    def expect_end(self) -> None:
        """Raise what is wrong when anything follows."""
        if self._now.kind != "end":
            raise self._unexpected()
