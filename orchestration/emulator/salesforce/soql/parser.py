"""Reads SOQL text into ast records: grammar only, no schema and no data."""

from __future__ import annotations

from orchestration.emulator.salesforce.errors import SalesforceError, malformed
from orchestration.emulator.salesforce.soql.ast import (
    Aggregate,
    Comparison,
    Condition,
    FieldRef,
    FieldsGroup,
    Literal,
    LiteralKind,
    Logical,
    OrderTerm,
    Query,
    SelectItem,
)
from orchestration.emulator.salesforce.soql.dates import RANGE_NAMES
from orchestration.emulator.salesforce.soql.tokens import Token, TokenReader

MAX_QUERY_CHARS = 100_000
MAX_WHERE_STRING = 4_000
MAX_OFFSET = 2_000
AGGREGATES = ("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX")
_SYMBOL_OPERATORS = ("=", "!=", "<>", "<", "<=", ">", ">=")
_LIST_OPERATORS = ("IN", "NOT IN", "INCLUDES", "EXCLUDES")
_CLAUSES = ("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "USING", "WITH")


def parse(text: str) -> Query:
    """Return the query that `text` spells.

    Raises:
        SalesforceError: MALFORMED_QUERY with the place, or QUERY_TOO_COMPLICATED beyond 100,000
            characters.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise SalesforceError(
            400, "QUERY_TOO_COMPLICATED", "SOQL statements cannot be longer than 100000 characters."
        )
    parser = _Parser(text)
    query = parser.query()
    parser.expect_end()
    return query


class _Parser(TokenReader):
    def query(self) -> Query:
        self._need("SELECT")
        select = self._select_list()
        self._need("FROM")
        sobject = self._word()
        alias = self._alias()
        if self._accept("USING"):
            self._need("SCOPE")
            self._word()
        where = self._condition() if self._accept("WHERE") else None
        group_by, having = self._grouping()
        order_by = self._ordering()
        limit = self._count_after("LIMIT")
        offset = self._count_after("OFFSET")
        if self._accept("FOR") and not self._accept("VIEW", "REFERENCE"):
            raise self._unexpected()
        if offset is not None and offset > MAX_OFFSET:
            raise SalesforceError(
                400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000"
            )
        return Query(
            self._text,
            select,
            sobject.text,
            sobject.position,
            alias,
            where,
            group_by,
            having,
            order_by,
            limit,
            offset,
        )

    def _alias(self) -> str | None:
        self._accept("AS")
        if self._now.kind == "word" and not self._now.is_word(*_CLAUSES):
            return self._take().text
        return None

    def _select_list(self) -> tuple[SelectItem, ...]:
        items = [self._select_item()]
        while self._accept_symbol(","):
            items.append(self._select_item())
        counts = [item for item in items if isinstance(item, Aggregate) and item.field is None]
        if counts and len(items) > 1:
            raise malformed(self._text, counts[0].position, "unexpected token: 'COUNT'")
        return tuple(items)

    def _select_item(self) -> SelectItem:
        if self._accept_symbol("("):
            child = self.query()
            self._need_symbol(")")
            return child
        word = self._word()
        if word.is_word("FROM"):
            self._index -= 1
            raise self._unexpected()
        if not self._now.is_symbol("("):
            return _field(word, self._item_alias())
        if word.is_word("FIELDS"):
            return self._fields_group(word)
        call = self._call(word)
        return Aggregate(call.function, call.field, call.position, self._item_alias())

    def _item_alias(self) -> str | None:
        follows = self._next.is_word("FROM") or self._next.is_symbol(",")
        if self._now.kind == "word" and not self._now.is_word("FROM") and follows:
            return self._take().text
        return None

    def _fields_group(self, word: Token) -> FieldsGroup:
        self._need_symbol("(")
        group = self._word().text.upper()
        self._need_symbol(")")
        if group not in ("ALL", "STANDARD", "CUSTOM"):
            raise malformed(self._text, word.position, f"unexpected token: '{group}'")
        return FieldsGroup(group, word.position)

    def _call(self, word: Token) -> Aggregate:
        function = word.text.upper()
        if function not in AGGREGATES:
            raise self._unexpected()
        self._need_symbol("(")
        field = None
        if not self._now.is_symbol(")"):
            name = self._word()
            field = _field(name)
        elif function != "COUNT":
            raise self._unexpected()
        self._need_symbol(")")
        return Aggregate(function, field, word.position)

    def _field_or_call(self) -> FieldRef | Aggregate:
        word = self._word()
        if self._now.is_symbol("("):
            return self._call(word)
        return _field(word)

    def _grouping(self) -> tuple[tuple[FieldRef, ...], Condition | None]:
        if not self._accept("GROUP"):
            return (), None
        self._need("BY")
        fields = []
        while True:
            word = self._word()
            fields.append(_field(word))
            if not self._accept_symbol(","):
                break
        return tuple(fields), self._condition() if self._accept("HAVING") else None

    def _ordering(self) -> tuple[OrderTerm, ...]:
        if not self._accept("ORDER"):
            return ()
        self._need("BY")
        terms = [self._order_term()]
        while self._accept_symbol(","):
            terms.append(self._order_term())
        return tuple(terms)

    def _order_term(self) -> OrderTerm:
        key = self._field_or_call()
        descending = self._now.is_word("DESC")
        self._accept("ASC", "DESC")
        nulls_last = False
        if self._accept("NULLS"):
            nulls_last = self._now.is_word("LAST")
            if not self._accept("FIRST", "LAST"):
                raise self._unexpected()
        return OrderTerm(key, descending, nulls_last)

    def _count_after(self, word: str) -> int | None:
        if not self._accept(word):
            return None
        return self._whole_number()

    # ---- conditions
    def _condition(self) -> Condition:
        parts = [self._unit()]
        operator = self._now.text.upper()
        if operator not in ("AND", "OR"):
            return parts[0]
        while self._accept(operator):
            parts.append(self._unit())
        if self._now.is_word("AND", "OR"):
            # SOQL refuses AND beside OR without parentheses.
            raise self._unexpected()
        return Logical("AND" if operator == "AND" else "OR", tuple(parts))

    def _unit(self) -> Condition:
        if self._accept("NOT"):
            return Logical("NOT", (self._unit(),))
        if self._accept_symbol("("):
            inner = self._condition()
            self._need_symbol(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Comparison:
        left = self._field_or_call()
        operator = self._operator()
        if operator not in _LIST_OPERATORS:
            return Comparison(left, operator, self._literal())
        self._need_symbol("(")
        if self._now.is_word("SELECT"):
            inner = self.query()
            self._need_symbol(")")
            return Comparison(left, operator, inner)
        values = [self._literal()]
        while self._accept_symbol(","):
            values.append(self._literal())
        self._need_symbol(")")
        return Comparison(left, operator, tuple(values))

    def _operator(self) -> str:
        token = self._now
        if token.is_symbol(*_SYMBOL_OPERATORS):
            self._take()
            return "!=" if token.text == "<>" else token.text
        if token.is_word("NOT") and self._next.is_word("IN"):
            self._index += 2
            return "NOT IN"
        if token.is_word("LIKE", "IN", "INCLUDES", "EXCLUDES"):
            self._take()
            return token.text.upper()
        raise self._unexpected()

    def _literal(self) -> Literal:
        token = self._now
        if token.kind == "string":
            self._take()
            if len(token.text) > MAX_WHERE_STRING + 2:
                raise malformed(self._text, token.position, "String literal is too long")
            return Literal("string", token.text[1:-1], token.position)
        if token.kind in ("number", "date", "datetime"):
            self._take()
            kinds: dict[str, LiteralKind] = {"number": "number", "date": "date"}
            return Literal(kinds.get(token.kind, "datetime"), token.text, token.position)
        if token.is_word("NULL"):
            self._take()
            return Literal("null", "null", token.position)
        if token.is_word("TRUE", "FALSE"):
            self._take()
            return Literal("boolean", token.text.lower(), token.position)
        return self._date_range()

    def _date_range(self) -> Literal:
        token = self._now
        name = token.text.upper()
        if token.kind != "word" or name not in RANGE_NAMES:
            raise self._unexpected()
        self._take()
        if not RANGE_NAMES[name]:
            return Literal("range", name, token.position)
        self._need_symbol(":")
        return Literal("range", name, token.position, self._whole_number())


def _field(word: Token, alias: str | None = None) -> FieldRef:
    return FieldRef(tuple(word.text.split(".")), word.position, alias)
