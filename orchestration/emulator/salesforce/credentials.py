"""The fixed, fake credentials that the emulated org accepts. Nothing here opens a real one."""

from __future__ import annotations

from typing import Final

CONSUMER_KEY: Final = "emulated-consumer-key"
CONSUMER_SECRET: Final = "emulated-consumer-phrase"  # noqa: S105 - opens nothing
REFRESH_TOKEN: Final = "emulated-refresh-phrase"  # noqa: S105 - opens nothing
USERNAME: Final = "integration@emulated.example"
PASSWORD: Final = "emulated-pass-phrase"  # noqa: S105 - opens nothing
SECURITY_TOKEN: Final = "emulated-token"  # noqa: S105 - opens nothing
CREDENTIALS: Final = {
    "consumer_key": CONSUMER_KEY,
    "consumer_secret": CONSUMER_SECRET,
    "refresh_token": REFRESH_TOKEN,
    "username": USERNAME,
    "password": PASSWORD,
    "security_token": SECURITY_TOKEN,
}
