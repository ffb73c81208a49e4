"""The shape of every kind of answer that Salesforce gives us, and nothing else reads a body.

What comes out of here can be indexed: required keys are there, lists are lists, ids are text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from orchestration.errors import AnswerError
from orchestration.sources.http.pagination import refuse_elsewhere
from orchestration.sources.shapes import (
    BOOLEAN,
    INTEGER,
    PLAIN,
    TEXT,
    Fields,
    ListOf,
    Maybe,
    json_value,
    kind_of,
    require,
    shaped,
)

SALESFORCE_ID: Final = re.compile(r"[A-Za-z0-9]{15}([A-Za-z0-9]{3})?")
_DATA: Final = "/services/data/"
_QUERY: Final = Fields(
    {
        "records": ListOf(Fields({})),
        "totalSize": INTEGER,
        "done": BOOLEAN,
        "nextRecordsUrl": Maybe(TEXT),
    }
)
_DESCRIPTION: Final = Fields(
    {
        "fields": ListOf(
            Fields(
                {
                    "name": TEXT,
                    "type": TEXT,
                    "label": Maybe(TEXT),
                    "inlineHelpText": Maybe(TEXT),
                    "picklistValues": Maybe(
                        ListOf(
                            Fields(
                                {
                                    "value": Maybe(PLAIN),
                                    "label": Maybe(PLAIN),
                                    "active": Maybe(BOOLEAN),
                                }
                            )
                        )
                    ),
                }
            )
        )
    }
)
_JOB: Final = Fields(
    {
        "id": TEXT,
        "state": TEXT,
        "errorMessage": Maybe(TEXT),
        "numberRecordsProcessed": Maybe(INTEGER),
    }
)
_BATCH: Final = Fields({"results": ListOf(Fields({"statusCode": INTEGER}))})
_GRANT: Final = Fields({"access_token": TEXT, "instance_url": TEXT})


@dataclass(frozen=True)
class QueryPage:
    """One page of a query.

    Attributes:
        records: each with the fields asked for, and plain values.
        total: rows of the whole query.
        following: path of the next page, None on the last.
        has_nul: some text holds a NUL character.
    """

    records: Sequence[Mapping[str, Any]]
    total: int
    following: str | None
    has_nul: bool = False


@dataclass(frozen=True)
class Job:
    """A bulk job: its state, and how many rows it found when it is done."""

    job_id: str
    state: str
    rows: int | None
    reason: str


def query_page(value: Any, names: Sequence[str], where: str, host: str) -> QueryPage:
    """One page of a query.

    Args:
        value: the JSON of the answer.
        names: fields asked for; every record has them.
        where: vendor and object, for the message.
        host: ours; a next page on another is an attack.

    Raises:
        AnswerError: it is no such page.
        SourceError: its next page is on another host.
    """
    require(value, _QUERY, where)
    records, total, is_done = value["records"], value["totalSize"], value["done"]
    if total < len(records):
        raise AnswerError(f"{where} answered {len(records)} rows of {total}.")
    for number, record in enumerate(records):
        for name in names:
            _plain(record, name, f"{where} answered", number)
    following = None
    if not is_done:
        link = value.get("nextRecordsUrl")
        if not link:
            raise AnswerError(f"{where} answered nothing at nextRecordsUrl where a path belongs.")
        following = _path(link, where, host)
    return QueryPage(records, total, following)


def description(value: Any, where: str) -> list[dict[str, Any]]:
    """The fields of a describe, at least Id.

    Raises:
        AnswerError: it is no describe.
    """
    require(value, _DESCRIPTION, where)
    fields: list[dict[str, Any]] = value["fields"]
    if not any(field["name"] == "Id" for field in fields):
        raise AnswerError(f"{where} describes no field Id, which every object has.")
    return fields


def job(value: Any, where: str) -> Job:
    """The state of a bulk job. Raises AnswerError if it is none."""
    require(value, _JOB, where)
    if not SALESFORCE_ID.fullmatch(value["id"]):
        raise AnswerError(f"{where} answered something else at id where an id belongs.")
    rows = value.get("numberRecordsProcessed")
    return Job(value["id"], value["state"], rows, str(value.get("errorMessage") or ""))


def batch_results(value: Any, asked: int, where: str) -> list[dict[str, Any]]:
    """The answers of a composite batch, as many as were asked for.

    Raises:
        AnswerError: they are not.
    """
    require(value, _BATCH, where)
    results: list[dict[str, Any]] = value["results"]
    if len(results) != asked:
        raise AnswerError(f"{where} answered {len(results)} of {asked} questions.")
    return results


def grant(body: bytes, where: str) -> tuple[str, str]:
    """The token and the instance URL of a log-in. Raises AnswerError if it is none."""
    value = shaped(body, _GRANT, where)
    token = value["access_token"]
    if not token.strip() or not token.isprintable():
        raise AnswerError(f"{where} answered blank text at access_token where a token belongs.")
    return token, value["instance_url"]


def rows_promised(header: str | None, where: str) -> int:
    """The number of rows that a bulk page announces. Raises AnswerError if it does not."""
    if header is None or not header.strip().isdecimal():
        raise AnswerError(f"{where} came without Sforce-NumberOfRecords.")
    return int(header[:18])


def parsed(body: bytes, where: str) -> Any:
    """The JSON of an answer. Raises AnswerError if there is none."""
    return json_value(body, where)


def _plain(record: Mapping[str, Any], name: str, said: str, number: int) -> None:
    if name not in record:
        raise AnswerError(f"{said} nothing at records[{number}].{name}, which was asked for.")
    value = record[name]
    if isinstance(value, dict | list):
        kind = kind_of(value)
        raise AnswerError(f"{said} {kind} at records[{number}].{name} where a value belongs.")


def _path(link: str, where: str, host: str) -> str:
    refuse_elsewhere(link, host, where)
    path = link[link.index(_DATA) :] if _DATA in link else ""
    if not path or ".." in path or not path.isascii() or not path.isprintable():
        raise AnswerError(f"{where} answered something else at nextRecordsUrl than a path.")
    return path
