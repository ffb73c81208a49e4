"""Pythons of their own: without an environment, and deaf to every host but this one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.tree import ROOT

#: Runs at the start of every Python that has its folder on the path, children included. Attempts
#: are also written down, because background threads swallow what they raise.
_SEAL = """
import os, pathlib, socket, sys

LOCAL = {None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0", b"localhost", b"127.0.0.1"}

def refuse(host):
    with (pathlib.Path(__file__).parent / "attempts.txt").open("a") as log:
        log.write(f"{host}\\n")
    raise OSError(f"sealed: {host}")

def sealed(name):
    whole = getattr(socket.socket, name)
    def method(self, *arguments):
        address = arguments[-1]
        if isinstance(address, tuple) and address[0] not in LOCAL:
            refuse(address[0])
        return whole(self, *arguments)
    return method

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, sealed(name))

whole_lookup = socket.getaddrinfo

def look_up(host, *rest, **named):
    if host not in LOCAL:
        refuse(host)
    return whole_lookup(host, *rest, **named)

socket.getaddrinfo = look_up
"""


class SealedPython:
    """Runs programs whose only machine is this one, and remembers whom they tried to reach."""

    def __init__(self, folder: Path) -> None:
        self._seal = folder / "seal"
        self._seal.mkdir()
        (self._seal / "sitecustomize.py").write_text(_SEAL, encoding="utf-8")

    def run(
        self, *arguments: str, cwd: Path = ROOT, timeout_s: int = 120, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `python *arguments` with no environment but this and where our code is."""
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            env={"PYTHONPATH": f"{self._seal}:{ROOT}", "HOME": str(self._seal), **environment},
            cwd=cwd,
            timeout=timeout_s,
            check=False,
        )

    @property
    def attempts(self) -> list[str]:
        """The hosts that were looked up or called, this machine aside."""
        log = self._seal / "attempts.txt"
        return sorted(set(log.read_text(encoding="utf-8").split())) if log.exists() else []
