"""One shop, logged in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import requests

from orchestration.errors import CredentialsError, StreamUnavailableError, UnreachableError
from orchestration.sources.spec import CallStats, SourceInfo, StreamSpec


class ToySession:
    """Lists, each in one answer."""

    def __init__(self, url: str, token: str, ca_path: Path | None) -> None:
        self.stats = CallStats()
        self._url = url
        self._http = requests.Session()
        self._http.headers["authorization"] = token
        self._http.verify = True if ca_path is None else str(ca_path)

    def get(self, path: str) -> Any:
        """The answer's JSON. Raises CredentialsError or UnreachableError."""
        self.stats.calls += 1
        try:
            answer = self._http.get(f"{self._url}/toy/{path}", timeout=30)
        except requests.RequestException as error:
            raise UnreachableError(
                "The toy does not answer.", next_step="Look at the address in its settings."
            ) from error
        if answer.status_code == 401:
            raise CredentialsError(
                "The toy refuses the token.", next_step="Look at the token in its settings."
            )
        if answer.status_code != 200:
            raise StreamUnavailableError(
                f"The toy shows no {path}.", next_step="Ask the shop whether you may see it."
            )
        return answer.json()

    def check(self) -> SourceInfo:
        """Who answered."""
        account = self.get("account")
        return SourceInfo(account["id"], account["currency"], account["time_zone"])

    def close(self) -> None:
        """Give back sockets."""
        self._http.close()


def open_session(
    settings: Mapping[str, Any], ca_path: Path | None, timing: object, specs: Sequence[StreamSpec]
) -> ToySession:
    """A session, as `Vendor.connect` asks for it."""
    del timing, specs
    return ToySession(settings["base_url"], settings["token"].get_secret_value(), ca_path)
