"""What time it is for a vendor: the `Date` that every HTTP answer carries."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import requests

_TIMEOUT_S = (5.0, 10.0)


def vendor_time(address: str, ca_path: Path | None = None) -> datetime | None:
    """The vendor's clock, aware UTC; None if it does not answer (the log-in will say why).

    Spends no call of the daily allowance: the address itself is asked, not the API.
    """
    try:
        answer = requests.head(
            address,
            timeout=_TIMEOUT_S,
            verify=True if ca_path is None else str(ca_path),
            allow_redirects=False,
        )
        return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (requests.RequestException, OSError, KeyError, ValueError, TypeError):
        return None
