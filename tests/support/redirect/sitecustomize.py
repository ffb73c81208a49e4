"""Put on another program's PYTHONPATH: the host names given resolve to the emulator.

No other host is reached at all. TLS stays verified: the emulator's certificate is good for those
names, and its authority is the one that certifi hands out.
"""

import os
import socket

import certifi

_NAMES = set(os.environ["REDIRECTED_HOSTS"].split(","))
_PORT = int(os.environ["REDIRECTED_PORT"])
_CA_PATH = os.environ["REDIRECTED_CA"]
_real_getaddrinfo = socket.getaddrinfo


def _getaddrinfo(host, port, *args, **kwargs):  # type: ignore[no-untyped-def]
    name = host.decode() if isinstance(host, bytes) else host
    if name in _NAMES:
        return _real_getaddrinfo("127.0.0.1", _PORT, *args, **kwargs)
    if name in ("localhost", "127.0.0.1"):
        return _real_getaddrinfo(host, port, *args, **kwargs)
    raise socket.gaierror(socket.EAI_NONAME, f"{name} is not redirected")


socket.getaddrinfo = _getaddrinfo
certifi.where = lambda: _CA_PATH
