"""The emulator: a runtime served over HTTPS on loopback from a thread."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from orchestration.emulator import control
from orchestration.emulator.certificates import make_certificates
from orchestration.emulator.middleware import Middleware
from orchestration.emulator.options import Options
from orchestration.emulator.protocol import VendorProtocol, spell
from orchestration.emulator.runtime import Runtime
from orchestration.errors import UnreachableError
from orchestration.worlds.world import World

_START_TIMEOUT_S: Final = 30.0


class _Server(uvicorn.Server):
    """Drops idle connections when it stops, instead of waiting for clients to close them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            transport = connection.transport
            if transport is not None:
                transport.abort()
        await super().shutdown(sockets)


class Emulator(Runtime):
    """Every vendor's API over one world.

    Args:
        world: what to serve.
        port: 0 takes a free one.
        directory: where ca.pem and the server's key go; a temporary one, removed on stop, if None.
        rate_limits: False switches limits off, a number scales them.
        options: further switches; `rate_limits` above wins over the one in here when given.
        extra_routes: served before the vendors' own, e.g. pre-rendered bodies for measurements.
    """

    def __init__(
        self,
        world: World,
        *,
        port: int = 0,
        directory: Path | None = None,
        rate_limits: bool | float | None = None,
        options: Options | None = None,
        extra_routes: Sequence[BaseRoute] = (),
    ) -> None:
        options = options or Options()
        if rate_limits is not None:
            options.rate_limits = rate_limits
        super().__init__(world, options)
        self._port = port
        self._directory = directory
        self._extra_routes = list(extra_routes)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._certificates: Path | None = None

    @property
    def ca_path(self) -> Path:
        """PEM of the private CA that signed the server's certificate; exists once started."""
        return (self._certificates or self._directory or Path()) / "ca.pem"

    def start(self) -> Self:
        """Serve from a thread; returns when requests are answered.

        Raises:
            UnreachableError: the port is taken, or the server did not come up.
        """
        listener = self._listen()
        self._port = listener.getsockname()[1]
        self.base_url = f"https://localhost:{self._port}"
        self._certificates = self._directory or Path(tempfile.mkdtemp(prefix="emulator-"))
        files = make_certificates(self._certificates, self.options.host_names)
        config = uvicorn.Config(
            self._application(),
            http=VendorProtocol,
            server_header=False,
            date_header=False,
            loop="uvloop",
            lifespan="off",
            log_level="critical",
            access_log=False,
            ssl_certfile=files.certificate,
            ssl_keyfile=files.key,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="emulator", daemon=True
        )
        self._thread.start()
        self._await_start(self._server, self._thread)
        return self

    def stop(self) -> None:
        """Stop serving and remove a temporary directory; may be called twice."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=10)
            self._server = self._thread = None
        if self._certificates is not None and self._certificates != self._directory:
            shutil.rmtree(self._certificates, ignore_errors=True)
        self._certificates = None

    def wait(self) -> None:
        """Block until the server stops; for running as a process of its own."""
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _application(self) -> Middleware:
        routes = [*self._extra_routes, *control.routes(self)]
        for service in self.services:
            routes += service.routes(self)
            spell(*service.header_names)
        return Middleware(Starlette(routes=routes), self)

    def _listen(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", self._port))
        except OSError as error:
            listener.close()
            message = f"Port {self._port} on 127.0.0.1 cannot be used: {error.strerror}."
            raise UnreachableError(message, next_step="Choose another port, or 0.") from error
        return listener

    def _await_start(self, server: uvicorn.Server, thread: threading.Thread) -> None:
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                self.stop()
                message = f"The emulator did not start on port {self._port}."
                raise UnreachableError(message, next_step="Try another port or directory.")
            time.sleep(0.005)
