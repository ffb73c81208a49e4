"""Timing, retries, page loops, bounds, redaction and the meaning of transport faults."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
import urllib3

from orchestration.errors import (
    ConfigError,
    CredentialsError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.http.body import Body, Bounds, watched
from orchestration.sources.http.connection import transport_error, trusted_authority
from orchestration.sources.http.pagination import PageGuard, refuse_elsewhere
from orchestration.sources.http.rate_limit import RateLimiter
from orchestration.sources.http.retry import DoubtedError, Retrier, RetryPolicy, retry_after_s
from orchestration.sources.http.timing import Timing
from orchestration.sources.redaction import redact
from orchestration.sources.spec import CallStats
from tests.support.sources.fake_time import FakeTime


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
    assert Retrier(stats, time.timing()).run(send) == "answer"
    assert time.slept == [0.375, 0.75, 1.5]
    assert stats.retries == 3
    assert stats.waited_s == pytest.approx(2.625)


def test_a_retry_waits_at_least_as_long_as_the_vendor_asks() -> None:
    time = FakeTime()
    Retrier(CallStats(), time.timing()).run(Flaky(_passing(10.0)))
    assert time.slept == [10.0]


def test_a_vendor_that_asks_for_hours_ends_the_run_at_once() -> None:
    time = FakeTime()
    with pytest.raises(TransientSourceError) as caught:
        Retrier(CallStats(), time.timing()).run(Flaky(_passing(86_400.0)))
    assert caught.value.retry_after_s == 86_400.0
    assert time.slept == []


@pytest.mark.parametrize("jitter", [0.0, 0.999])
def test_a_minute_without_the_vendor_is_survived(jitter: float) -> None:
    time = FakeTime()
    timing = Timing(sleep=time.sleep, monotonic=lambda: time.now, jitter=lambda: jitter)

    def send() -> str:
        if time.now < 1_060.0:
            raise TransientSourceError("503.", next_step="Wait.")
        return "well again"

    assert Retrier(CallStats(), timing).run(send) == "well again"


def test_retries_run_out() -> None:
    send = Flaky(*[_passing() for _ in range(99)])
    with pytest.raises(TransientSourceError):
        Retrier(CallStats(), FakeTime().timing(), RetryPolicy(attempts=3)).run(send)
    assert send.calls == 3


def test_a_final_error_is_not_retried() -> None:
    send = Flaky(CredentialsError("refused.", next_step="Fix."))
    with pytest.raises(CredentialsError):
        Retrier(CallStats(), FakeTime().timing()).run(send)
    assert send.calls == 1


def test_no_window_ever_holds_more_calls_than_the_limit() -> None:
    time, sent = FakeTime(), []

    def call() -> None:
        sent.append(time.now)
        time.now += 0.03

    limiter = RateLimiter(19, 10.0, time.timing(), CallStats())
    for _ in range(200):
        with limiter.acquire():
            call()
    for start in sent:
        assert sum(start <= at < start + 10.0 for at in sent) <= 19
    assert len(sent) / (sent[-1] - sent[0]) >= 0.95 * 1.9


def test_a_declared_limit_replaces_the_first_guess() -> None:
    limiter = RateLimiter(100, 10.0, FakeTime().timing(), CallStats())
    limiter.set_limit(190)
    assert 0.95 * 190 <= limiter.limit < 190


def _refused() -> StreamUnavailableError:
    return StreamUnavailableError("not yours.", next_step="Ask.")


def test_a_refusal_is_believed_when_it_is_given_twice() -> None:
    send = Flaky(_refused())
    assert Retrier(CallStats(), FakeTime().timing()).run(send) == "answer"
    send = Flaky(*[_refused() for _ in range(9)])
    with pytest.raises(StreamUnavailableError):
        Retrier(CallStats(), FakeTime().timing()).run(send)
    assert send.calls == 2


def test_a_refusal_of_what_was_allowed_before_is_retried_and_says_so() -> None:
    doubt = DoubtedError("worked before, 404 now.", next_step="Look.")
    assert Retrier(CallStats(), FakeTime().timing()).run(Flaky(doubt, doubt)) == "answer"
    with pytest.raises(StreamUnavailableError, match="worked before"):
        Retrier(CallStats(), FakeTime().timing()).run(Flaky(*[doubt] * 99))


def test_a_call_is_not_repeated_for_ever() -> None:
    time = FakeTime()
    began = time.now
    send = Flaky(*[_passing(110.0) for _ in range(99)])
    with pytest.raises(TransientSourceError):
        Retrier(CallStats(), time.timing(), RetryPolicy(attempts=99, most_s=500.0)).run(send)
    assert time.now - began < 700


def test_a_repeated_page_cursor_ends_the_walk() -> None:
    guard = PageGuard("list")
    guard.check("a", mark="1")
    guard.check("b", mark="2")
    with pytest.raises(SourceError, match="same page cursor"):
        guard.check("a", mark="3")


def test_ever_new_cursors_without_anything_new_end_the_walk() -> None:
    guard = PageGuard("list")
    with pytest.raises(SourceError, match="without anything new"):
        for number in range(100):
            guard.check(str(number), mark="the same first record")


def test_ever_new_records_end_the_walk_at_last() -> None:
    guard = PageGuard("list", most_pages=500)
    with pytest.raises(SourceError, match="500 pages"):
        for number in range(1_000):
            guard.check(str(number), mark=str(number))


def test_empty_pages_may_name_their_own_place_a_few_times() -> None:
    guard = PageGuard("list")
    for _ in range(10):
        guard.check("0", mark=None)
    with pytest.raises(SourceError):
        guard.check("0", mark=None)


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.test/next",
        "//evil.test/next",
        "https://crm.test.evil.test/next",
        "https://crm.test@evil.test/next",
        "http://crm.test/next",
        "javascript:alert(1)",
        "/\\evil.test/next",
        "https://[",
    ],
)
def test_a_link_to_another_host_is_refused(link: str) -> None:
    with pytest.raises(SourceError, match="another host"):
        refuse_elsewhere(link, "crm.test", "list")


@pytest.mark.parametrize("link", ["", "/next?a=1", "https://crm.test/next", "https://CRM.test/n"])
def test_a_link_to_the_same_host_is_fine(link: str) -> None:
    refuse_elsewhere(link, "crm.test", "list")


def test_a_body_is_bounded_decompressed() -> None:
    body = Body("list", Bounds(body_bytes=1_000))
    with pytest.raises(TransientSourceError, match="at once"):
        body.read(b"x" * 100 for _ in range(100))
    assert body.size <= 1_100


def test_a_body_that_drips_is_given_up() -> None:
    stop = threading.Event()

    def drip(body: Body) -> bytes:
        return body.read(b"x" for _ in iter(lambda: stop.wait(0.02), True))

    bounds = Bounds(grace_s=0.05, slowest_bytes_s=10_000)
    with pytest.raises(TransientSourceError, match="seconds"):
        watched(drip, "list", bounds)
    stop.set()


def test_headers_that_never_end_are_given_up() -> None:
    stop = threading.Event()
    with pytest.raises(TransientSourceError, match="0 bytes"):
        watched(lambda body: stop.wait(5), "list", Bounds(silence_s=0.05))
    stop.set()


def test_a_watched_call_gives_its_answer_or_its_fault() -> None:
    assert watched(lambda body: body.read([b"a\x00", b"b"]), "list", Bounds()) == b"ab"
    with pytest.raises(CredentialsError):
        watched(_refuse, "list", Bounds())


def _refuse(body: Body) -> bytes:
    raise CredentialsError("no.", next_step="Fix.")


def test_messages_carry_neither_tokens_nor_addresses() -> None:
    text = redact("Bearer abc.def for ada@acme.test and pat-na1-0011\n" + "x" * 900)
    assert "abc.def" not in text
    assert "ada@acme.test" not in text
    assert "0011" not in text
    assert len(text) <= 300


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b[1;31mgone\x1b[0m",
        "\x1b]0;title\x07gone",
        "\x1b]8;;https://evil.test\x1b\\gone",
        "\x9b31mgone",
        "\u202egone\u2066",
        "go\u200bne",
        "gone\r\b\x00\x7f",
        "\x1bPq#0\x1b\\gone",
    ],
)
def test_messages_cannot_move_a_terminal(hostile: str) -> None:
    text = redact(hostile)
    assert text.isprintable()
    assert text.replace(" ", "") == "gone"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("-7", 0.0),
        ("1e400", None),
        ("nan", None),
        (None, None),
        ("soon", None),
        ("Wed, 21 Oct 2026 07:29:00 GMT", 60.0),
        ("Wed, 21 Oct 2026 07:27:00 GMT", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date_on_the_vendors_clock(
    value: str | None, seconds: float | None
) -> None:
    headers = {"Date": "Wed, 21 Oct 2026 07:28:00 GMT"}
    assert retry_after_s(headers | ({} if value is None else {"Retry-After": value})) == seconds


def test_a_date_to_wait_for_means_nothing_without_the_vendors_clock() -> None:
    assert retry_after_s({"Retry-After": "Wed, 21 Oct 2026 07:29:00 GMT"}) is None


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


@pytest.mark.parametrize("content", [None, "", "no pem", "-----BEGIN CERTIFICATE-----\nx\n"])
def test_an_authority_that_is_none_is_refused_before_any_call(
    tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError, match=r"ca\.pem (is not a file|holds no certificate)"):
        trusted_authority(path)


def test_a_bad_certificate_is_never_a_passing_fault() -> None:
    fault = ssl.SSLCertVerificationError("certificate verify failed")
    error = transport_error(fault, host="crm.test", contacted=True)
    assert isinstance(error, UnreachableError)
