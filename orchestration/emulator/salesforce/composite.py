"""Composite resources: several requests in one. Each is answered as if it had come alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import orjson
from starlette.responses import Response

from orchestration.emulator.salesforce.endpoint import Call, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError

_MOST: Final = 25
Dispatch = Callable[[Call, str, str], Response]


def batch(call: Call, dispatch: Dispatch) -> Response:
    """Answer POST /composite/batch: addresses are relative to /services/data/."""
    results = []
    for one in _requests(call, "batchRequests"):
        url = "/services/data/" + str(one.get("url")).removeprefix("/services/data/").lstrip("/")
        reply = dispatch(call, str(one.get("method", "GET")), url)
        results.append({"statusCode": reply.status_code, "result": _content(reply)})
        if reply.status_code >= 400 and call.json_body().get("haltOnError"):
            break
    failed = any(result["statusCode"] >= 400 for result in results)
    return json_reply({"hasErrors": failed, "results": results})


def composite(call: Call, dispatch: Dispatch) -> Response:
    """Answer POST /composite: whole addresses, each with a referenceId."""
    answers = []
    for one in _requests(call, "compositeRequest"):
        reply = dispatch(call, str(one.get("method", "GET")), str(one.get("url")))
        answer = {
            "body": _content(reply),
            "httpHeaders": {},
            "httpStatusCode": reply.status_code,
            "referenceId": one.get("referenceId"),
        }
        answers.append(answer)
    return json_reply({"compositeResponse": answers})


def _requests(call: Call, key: str) -> list[dict[str, Any]]:
    requests = call.json_body().get(key)
    if not isinstance(requests, list) or not all(isinstance(one, dict) for one in requests):
        raise SalesforceError(400, "JSON_PARSER_ERROR", f"{key} is required")
    if len(requests) > _MOST:
        message = f"The request has more than {_MOST} subrequests"
        raise SalesforceError(400, "LIMIT_EXCEEDED", message)
    return requests


def _content(reply: Response) -> Any:
    try:
        return orjson.loads(bytes(reply.body))
    except orjson.JSONDecodeError:
        return None
