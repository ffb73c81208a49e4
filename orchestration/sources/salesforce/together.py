"""Several questions in one call: Salesforce's composite batch, at most 25 of them.

It spares calls and nothing depends on it: what it does not answer is asked for by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote

import orjson

from orchestration.errors import (
    AnswerError,
    CredentialsError,
    HymnsheetError,
    QuotaExhaustedError,
    SourceError,
    StreamUnavailableError,
    UnreachableError,
)
from orchestration.sources.salesforce.answers import batch_results, description
from orchestration.sources.salesforce.refusals import refusal
from orchestration.sources.salesforce.transport import SalesforceTransport

logger = logging.getLogger(__name__)

_MOST: Final = 25
_REFUSED: Final = (400, 403, 404)
_WHERE: Final = "Salesforce's composite batch"


def ask_together(
    transport: SalesforceTransport, paths: Sequence[str]
) -> Mapping[str, tuple[int, Any]]:
    """Status and JSON by path, below /services/data/vXX/; empty where the org has no such call."""
    found: dict[str, tuple[int, Any]] = {}
    version = transport.version_path.rpartition("/")[2]
    try:
        for start in range(0, len(paths), _MOST):
            asked = paths[start : start + _MOST]
            requests = [{"method": "GET", "url": f"{version}/{quote(path)}"} for path in asked]
            results = transport.ask(
                "composite/batch",
                partial(batch_results, asked=len(asked), where=_WHERE),
                payload={"batchRequests": requests},
            )
            for path, result in zip(asked, results, strict=True):
                found[path] = (result["statusCode"], result.get("result"))
    except (CredentialsError, QuotaExhaustedError, UnreachableError):
        raise
    except SourceError as error:
        logger.info("asked one by one: %s", error.message)
        return {}
    return found


class Descriptions:
    """The describes of many objects, asked together when the first of them is wanted.

    Each is given out once: who asks again wants a fresh one.
    """

    def __init__(self, transport: SalesforceTransport, objects: Sequence[str]) -> None:
        self._transport = transport
        self._objects = objects
        self._found: dict[str, list[dict[str, Any]] | HymnsheetError] | None = None

    def take(self, source_object: str) -> list[dict[str, Any]] | None:
        """The described fields of an object; None if it must be asked for by itself.

        Raises:
            StreamUnavailableError: refused twice.
        """
        if self._found is None:
            self._found = {}
            self._ask(self._objects)
            self._ask([name for name, found in self._found.items() if _is_refused(found)])
        found = self._found.pop(source_object, None)
        if isinstance(found, HymnsheetError):
            raise found
        return found

    def _ask(self, objects: Sequence[str]) -> None:
        assert self._found is not None  # noqa: S101 - set by take
        paths = {f"sobjects/{name}/describe": name for name in objects}
        for path, (status, value) in ask_together(self._transport, list(paths)).items():
            name = paths[path]
            what = f"describe of {name}"
            self._found.pop(name, None)
            if status == 200:
                try:
                    self._found[name] = description(value, f"Salesforce's {what}")
                except AnswerError:
                    continue
            elif status in _REFUSED:
                error = refusal(status, {}, orjson.dumps(value), what)
                if isinstance(error, StreamUnavailableError):
                    self._found[name] = error


def _is_refused(found: object) -> bool:
    return isinstance(found, SourceError)
