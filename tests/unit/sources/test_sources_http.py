"""Pacing, retries, page loops, redaction and the meaning of transport faults."""

from __future__ import annotations

import socket
import ssl

import pytest
import urllib3
from fake_time import FakeTime

from orchestration.errors import (
    CredentialsError,
    SourceError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.http import (
    PageGuard,
    RateBudget,
    Retrier,
    RetryPolicy,
    redact,
    retry_after_s,
    transport_error,
)
from orchestration.sources.spec import CallStats


def _passing(asked_s: float | None = None) -> TransientSourceError:
    return TransientSourceError("busy.", next_step="Wait.", retry_after_s=asked_s)


class Flaky:
    """Fails so many times, then answers."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        return "answer"


def test_a_passing_fault_is_retried_with_growing_pauses() -> None:
    time, stats = FakeTime(), CallStats()
    send = Flaky(_passing(), _passing(), _passing())
    assert Retrier(stats, time.pacing()).run(send) == "answer"
    assert time.slept == [0.375, 0.75, 1.5]
    assert stats.retries == 3
    assert stats.waited_s == pytest.approx(2.625)


def test_a_retry_waits_at_least_as_long_as_the_vendor_asks() -> None:
    time = FakeTime()
    Retrier(CallStats(), time.pacing()).run(Flaky(_passing(10.0)))
    assert time.slept == [10.0]


def test_a_vendor_that_asks_for_hours_ends_the_run_at_once() -> None:
    time = FakeTime()
    with pytest.raises(TransientSourceError) as caught:
        Retrier(CallStats(), time.pacing()).run(Flaky(_passing(86_400.0)))
    assert caught.value.retry_after_s == 86_400.0
    assert time.slept == []


def test_retries_run_out() -> None:
    send = Flaky(*[_passing() for _ in range(9)])
    with pytest.raises(TransientSourceError):
        Retrier(CallStats(), FakeTime().pacing(), RetryPolicy(attempts=3)).run(send)
    assert send.calls == 3


def test_a_final_error_is_not_retried() -> None:
    send = Flaky(CredentialsError("refused.", next_step="Fix."))
    with pytest.raises(CredentialsError):
        Retrier(CallStats(), FakeTime().pacing()).run(send)
    assert send.calls == 1


def test_no_window_ever_holds_more_calls_than_the_limit() -> None:
    time, sent = FakeTime(), []

    def call() -> None:
        sent.append(time.now)
        time.now += 0.03

    budget = RateBudget(19, 10.0, time.pacing(), CallStats())
    for _ in range(200):
        budget.spend(call)
    for start in sent:
        assert sum(start <= at < start + 10.0 for at in sent) <= 19
    assert len(sent) / (sent[-1] - sent[0]) >= 0.95 * 1.9


def test_a_declared_limit_replaces_the_first_guess() -> None:
    budget = RateBudget(100, 10.0, FakeTime().pacing(), CallStats())
    budget.learn(190)
    assert 0.95 * 190 <= budget.limit < 190


def test_a_repeated_page_cursor_ends_the_walk() -> None:
    guard = PageGuard("list")
    guard.check("a")
    guard.check("b")
    with pytest.raises(SourceError, match="same page cursor"):
        guard.check("a")


def test_messages_carry_neither_tokens_nor_addresses() -> None:
    text = redact("Bearer abc.def for ada@acme.test and pat-na1-0011\n" + "x" * 900)
    assert "abc.def" not in text
    assert "ada@acme.test" not in text
    assert "0011" not in text
    assert len(text) <= 300


@pytest.mark.parametrize(("value", "seconds"), [("7", 7.0), (None, None), ("soon", None)])
def test_retry_after_is_seconds_or_nothing(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value) == seconds


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "name is not known"),
        (TimeoutError(110, "Connection timed out"), "does not answer"),
        (ConnectionRefusedError(111, "Connection refused"), "refused"),
        (ssl.SSLCertVerificationError("certificate verify failed"), "certificate"),
    ],
)
def test_a_host_that_never_answered_is_unreachable(fault: Exception, words: str) -> None:
    wrapped = urllib3.exceptions.ProtocolError("broken", fault)
    error = transport_error(wrapped, host="crm.test", contacted=False)
    assert isinstance(error, UnreachableError)
    assert words in error.message
    assert "crm.test" in error.message


def test_a_host_that_answered_before_is_only_busy() -> None:
    fault = ConnectionResetError(104, "Connection reset by peer")
    error = transport_error(fault, host="crm.test", contacted=True)
    assert isinstance(error, TransientSourceError)


def test_a_bad_certificate_is_never_a_passing_fault() -> None:
    fault = ssl.SSLCertVerificationError("certificate verify failed")
    error = transport_error(fault, host="crm.test", contacted=True)
    assert isinstance(error, UnreachableError)
