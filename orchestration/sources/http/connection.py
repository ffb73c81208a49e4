"""Whom a connection trusts, how long it may take to answer, and what its breaking means."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from pathlib import Path

from orchestration.errors import (
    ConfigError,
    SourceError,
    TransientSourceError,
    UnreachableError,
)

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0

_CERTIFICATE = re.compile(
    r"(?i)certificate[ _]verify[ _]failed|SSLCertVerification|hostname mismatch"
)
_TLS = re.compile(r"SSLError|WRONG_VERSION_NUMBER|SSL:")
_NAME = re.compile(
    r"NameResolutionError|getaddrinfo|Name or service|nodename nor servname|gaierror"
)
_SILENT = re.compile(r"ConnectTimeout|connect timeout|Connection timed out")
_REFUSED = re.compile(r"(?i)connection refused|ConnectionRefused|No route to host|Network is unrea")


def trusted_authority(ca_path: Path | None) -> Path | None:
    """`ca_path`, if it can be read; None means the system's authorities.

    Raises:
        ConfigError: there is no such file, or no certificate in it.
    """
    if ca_path is None:
        return None
    try:
        ssl.create_default_context(cafile=ca_path)
    except OSError:  # an SSLError is one
        fault = "holds no certificate" if ca_path.is_file() else "is not a file"
        raise ConfigError(
            f"The certificate authority {ca_path.name} {fault}.",
            next_step="Point HYMNSHEET_CA_BUNDLE at a PEM file, or unset it.",
        ) from None
    return ca_path


def transport_error(fault: BaseException, *, host: str, contacted: bool) -> SourceError:
    """Our error for a call that got no whole answer.

    Args:
        fault: what the HTTP library raised.
        host: where the call went.
        contacted: whether this host has answered in this session. Before the first answer a
            refused connection is a wrong setting; after it, a passing fault.
    """
    text = " ".join(f"{type(link).__name__}: {link}" for link in _chain(fault))
    if _CERTIFICATE.search(text):
        return UnreachableError(
            f"The TLS certificate of {host} is not its own or not from a trusted authority.",
            next_step="Check the URL; for a private authority set HYMNSHEET_CA_BUNDLE to its PEM.",
        )
    if not contacted:
        hint = _first_contact_hint(text)
        if hint is not None:
            return UnreachableError(f"{host} cannot be reached: {hint[0]}.", next_step=hint[1])
    return TransientSourceError(
        f"The connection to {host} broke ({type(fault).__name__}).",
        next_step="Run again; if it repeats, check the network between here and the vendor.",
    )


def _first_contact_hint(text: str) -> tuple[str, str] | None:
    if _NAME.search(text):
        return "its name is not known", "Check the host name in the URL, and DNS."
    if _REFUSED.search(text):
        return "the connection was refused", "Check host and port in the URL, and the firewall."
    if _SILENT.search(text):
        return "it does not answer", "Check host and port in the URL, the firewall, and any proxy."
    if _TLS.search(text):
        return "it does not speak TLS as expected", "Check the port and that the URL is https."
    return None


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """The fault and everything it was made from, however the library hid it."""
    waiting: list[object] = [fault]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [link.__cause__, link.__context__, getattr(link, "reason", None)]
        waiting += link.args
