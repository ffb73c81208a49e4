"""The emulator: a world, its live state and clock, served over HTTPS on loopback from a thread."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from orchestration.emulator import control
from orchestration.emulator.certificates import make_certificates
from orchestration.emulator.changes import InvalidChangeError, apply_change
from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.credentials import Credentials
from orchestration.emulator.faults import FaultInjector
from orchestration.emulator.hubspot.routes import routes as hubspot_routes
from orchestration.emulator.middleware import Middleware
from orchestration.emulator.options import Options
from orchestration.emulator.protocol import VendorProtocol
from orchestration.emulator.request_log import RequestLog
from orchestration.emulator.salesforce.routes import routes as salesforce_routes
from orchestration.emulator.store import Store
from orchestration.emulator.wire_faults import WIRE_FAULTS
from orchestration.errors import UnreachableError
from orchestration.worlds.csv_table import world_error
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.world import PLACE, World

_START_TIMEOUT_S: Final = 30.0


class _Server(uvicorn.Server):
    """Drops idle connections when it stops, instead of waiting for clients to close them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            transport = connection.transport
            if transport is not None:
                transport.abort()
        await super().shutdown(sockets)


class Emulator:
    """Both vendors' APIs over one world.

    Args:
        world: what to serve.
        port: 0 takes a free one.
        directory: where ca.pem and the server's key go; a temporary one, removed on stop, if None.
        rate_limits: False switches limits off, a number scales them.
        options: further switches; ``rate_limits`` above wins over the one in here when given.
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
        self.world = world
        self.credentials = Credentials()
        self.options = options or Options()
        if rate_limits is not None:
            self.options.rate_limits = rate_limits
        self.clock = EmulatorClock(world.as_of)
        self.store = Store(world, self.clock)
        self.faults = FaultInjector()
        self.faults.register(WIRE_FAULTS)
        self.log = RequestLog()
        self.generation = 0  # grows with every reset, so that views kept by vendors know
        self._port = port
        self._directory = directory
        self._extra_routes = list(extra_routes)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._certificates: Path | None = None
        self._schedule_changes()

    @property
    def base_url(self) -> str:
        """``https://localhost:PORT``; the port is known once started."""
        return f"https://localhost:{self._port}"

    def settings(self) -> dict[str, str]:
        """Settings of the product, by name, that lead it to the vendors of this world."""
        settings: dict[str, str] = {}
        if self.world.hubspot is not None:
            settings["hubspot_base_url"] = self.base_url
            settings["hubspot_access_token"] = self.credentials.hubspot_access_token
        if self.world.salesforce is not None:
            settings["salesforce_login_url"] = self.base_url
            settings["salesforce_consumer_key"] = self.credentials.salesforce_consumer_key
            settings["salesforce_consumer_secret"] = self.credentials.salesforce_consumer_secret
        return settings

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

    def reset(self) -> None:
        """Return to the world as loaded: state, clock, faults, log and counted calls."""
        self.clock.reset()
        self.store.reset()
        self.faults.clear()
        self.log.clear()
        self.generation += 1
        self._schedule_changes()

    def apply(self, change: Mapping[str, Any]) -> None:
        """Apply one change now; see changes.py for the shapes.

        Raises:
            InvalidChangeError: the change is malformed.
        """
        apply_change(self.store, change)

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
        routes = [
            *self._extra_routes,
            *control.routes(self),
            *salesforce_routes(self),
            *hubspot_routes(self),
        ]
        return Middleware(Starlette(routes=routes), self)

    def _schedule_changes(self) -> None:
        for change in self.world.changes:
            self.clock.schedule(parse_instant(change["at"]), partial(self._apply_own, change))

    def _apply_own(self, change: Mapping[str, Any]) -> None:
        """Apply a change of the world's own, whose fault is a fault of its file.

        Raises:
            WorldError: it cannot be applied.
        """
        try:
            self.apply(change)
        except InvalidChangeError as error:
            raise world_error(str(change.get(PLACE, "a change")), str(error)) from error

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
