"""The error a Salesforce endpoint answers with, and its wire form. Not here: injected faults."""

from __future__ import annotations

import orjson
from starlette.responses import Response


class SalesforceError(Exception):
    """An error reply, raised anywhere below a route and rendered there.

    Salesforce answers with a JSON array of errors; this holds the single entry we ever send.

    Args:
        status: HTTP status.
        code: Salesforce's errorCode, for example `INVALID_FIELD`.
        message: Salesforce's text for it.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> Response:
        """Return the reply as Salesforce sends it: a JSON array with one error object."""
        body = orjson.dumps([{"message": self.message, "errorCode": self.code}])
        return Response(body, self.status, media_type="application/json;charset=UTF-8")


def malformed(text: str, position: int, reason: str) -> SalesforceError:
    """Return 400 MALFORMED_QUERY pointing at a position of the query."""
    return SalesforceError(400, "MALFORMED_QUERY", _pointed(text, position, reason))


def invalid_field(text: str, position: int, reason: str) -> SalesforceError:
    """Return 400 INVALID_FIELD pointing at a position of the query."""
    return SalesforceError(400, "INVALID_FIELD", _pointed(text, position, reason))


def no_such_column(text: str, position: int, column: str, entity: str) -> SalesforceError:
    """Return 400 INVALID_FIELD for a column that does not exist or may not be read."""
    reason = (
        f"No such column '{column}' on entity '{entity}'. If you are attempting to use a custom "
        "field, be sure to append the '__c' after the custom field name. Please reference your "
        "WSDL or the describe call for the appropriate names."
    )
    return invalid_field(text, position, reason)


def not_supported(text: str, position: int, sobject: str) -> SalesforceError:
    """Return 400 INVALID_TYPE for an object that does not exist or may not be read."""
    reason = (
        f"sObject type '{sobject}' is not supported. If you are attempting to use a custom object, "
        "be sure to append the '__c' after the entity name. Please reference your WSDL or the "
        "describe call for the appropriate names."
    )
    return SalesforceError(400, "INVALID_TYPE", _pointed(text, position, reason))


def not_found() -> SalesforceError:
    """Return 404 NOT_FOUND as an unknown path, object or job gets it."""
    return SalesforceError(404, "NOT_FOUND", "The requested resource does not exist")


def _pointed(text: str, position: int, reason: str) -> str:
    """Return Salesforce's three-line pointer (excerpt, caret, row and column) and the reason."""
    line_start = text.rfind("\n", 0, position) + 1
    row = text.count("\n", 0, position) + 1
    column = position - line_start + 1
    start = max(line_start, position - 40)
    line_end = text.find("\n", position)
    stop = min(line_end if line_end >= 0 else len(text), position + 40)
    caret = " " * (position - start) + "^"
    return f"\n{text[start:stop]}\n{caret}\nERROR at Row:{row}:Column:{column}\n{reason}"
