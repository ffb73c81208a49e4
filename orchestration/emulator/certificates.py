"""A private certificate authority and a server certificate for loopback, made on the spot.

Strict OpenSSL verification accepts them; the key is readable by its owner only.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True)
class CertificateFiles:
    """Where the PEM files are."""

    ca: Path
    certificate: Path
    key: Path


def make_certificates(directory: Path, host_names: Sequence[str] = ()) -> CertificateFiles:
    """Write ca.pem, server.pem and server.key (0600) for localhost, 127.0.0.1 and `host_names`.

    Valid from 2000 to 2038 whatever the world's year: clients check by the machine's clock.
    """
    directory.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    server = authority.issue_cert("localhost", *host_names, "127.0.0.1", common_name="localhost")
    files = CertificateFiles(
        directory / "ca.pem", directory / "server.pem", directory / "server.key"
    )
    authority.cert_pem.write_to_path(files.ca)
    server.cert_chain_pems[0].write_to_path(files.certificate)
    _write_private(files.key, server.private_key_pem.bytes())
    return files


def _write_private(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
