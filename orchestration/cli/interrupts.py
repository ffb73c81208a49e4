"""SIGINT, SIGTERM and SIGHUP end a command at once, with one line and 128 + the signal's number.

A kill at any point leaves a state that the next run goes on from, so there is nothing to wind up
but our working folder. The signal is seen by a thread: the main one may be deep in a query.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from orchestration.private_files import leave_home

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_at_once_when_told() -> None:
    """From now on a signal ends this process, and with it what it holds: locks, queries, files."""
    _keep_the_tracker_quiet()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _seen_by_the_thread)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(reader,), name="signals", daemon=True).start()


def _keep_the_tracker_quiet() -> None:
    """Python's own process that frees the semaphores of a dead one says so, in two more lines."""
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")  # handed on when it is started


def _seen_by_the_thread(*_: object) -> None:
    """Only there so that the number is written to the pipe."""


def _wait(reader: int) -> None:
    while True:
        for number in os.read(reader, 16):
            if number in _SIGNALS:
                _end(number)


def _end(number: int) -> None:
    name = signal.Signals(number).name
    line = f"Stopped by {name}. Nothing half-written was published; run again.\n"
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
        leave_home()
    finally:
        os._exit(128 + number)
