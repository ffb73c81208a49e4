"""Random histories: a month around a change of the clock, so coarse that things coincide."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from tests.support.handover.history import OWNERS, TERMS, Act, Given, History, Sign

_MONTH = 30 * 24 * 60


def histories(as_of: datetime) -> st.SearchStrategy[History]:
    """One person's lead cycle in the month before `as_of`, some of it still to come."""
    return st.builds(_history, st.just(as_of), _draws())


def _draws() -> st.SearchStrategy[dict[str, object]]:
    minute = st.one_of(
        st.integers(0, _MONTH), st.integers(0, _MONTH // 60).map(lambda hour: hour * 60)
    )
    delay = st.one_of(st.integers(0, 300), st.integers(0, 12 * 24 * 60))
    return st.fixed_dictionaries(
        {
            "handed": minute,
            "before": st.integers(0, 3 * 24 * 60),
            "next": st.none() | st.integers(60, 15 * 24 * 60),
            "has_time": st.sampled_from((True, True, True, False)),
            "channel": st.sampled_from(sorted(TERMS)),
            "given": st.lists(
                st.tuples(
                    st.one_of(delay, delay, st.integers(-2000, 0)),
                    st.none() | st.sampled_from(sorted(OWNERS)),
                ),
                max_size=6,
                unique_by=lambda one: one[0],
            ),
            "signs": st.lists(
                st.tuples(
                    st.one_of(delay, delay, st.integers(-2000, -1)),
                    st.sampled_from(("stage", "status", "rejected", "recycled", "closed")),
                ),
                max_size=3,
            ),
            "raised": st.lists(
                st.one_of(delay, st.integers(-5000, 0), st.integers(-90, 0)), max_size=2
            ),
            "made": st.one_of(st.integers(-20_000, 0), st.integers(-200, 200)),
            "acts": st.lists(
                st.tuples(st.one_of(delay, delay, st.integers(-3000, -1)), _acts()), max_size=5
            ),
        }
    )


def _acts() -> st.SearchStrategy[tuple[object, ...]]:
    return st.tuples(
        st.sampled_from(("call", "call", "email", "meeting", "message", "task")),
        st.sampled_from(("outbound", "outbound", "inbound", None)),
        st.sampled_from((None, None, "Connected", "No Answer")),
        st.sampled_from((False, False, False, True)),
        st.sampled_from((True, True, None, False)),
        st.none() | st.sampled_from(("mia", "sam", "eva", "uma", "inbound")),
    )


def _history(as_of: datetime, draws: dict[str, object]) -> History:
    start = as_of - timedelta(minutes=_MONTH)
    handed = start + timedelta(minutes=draws["handed"])  # type: ignore[arg-type]
    if not draws["has_time"]:
        handed = handed.replace(hour=0, minute=0, second=0)
    starts = handed - timedelta(minutes=draws["before"])  # type: ignore[arg-type]
    later = draws["next"]
    ends = None if later is None else handed + timedelta(minutes=later)  # type: ignore[arg-type]

    # stages are told until now; owners, statuses, forms and activities of later too
    ends = None if ends is None or ends > as_of else ends

    def at(minutes: int) -> datetime:
        return handed + timedelta(minutes=minutes)

    given = sorted(
        (Given(at(m), owner) for m, owner in draws["given"]),  # type: ignore[attr-defined]
        key=lambda one: one.at,
    )
    signs = [
        Sign(at(m), kind)
        for m, kind in draws["signs"]  # type: ignore[attr-defined]
        if starts <= at(m)
        and (kind == "status" or at(m) <= as_of)
        and (ends is None or at(m) < ends)
    ]
    acts = [_act(at(m), *act) for m, act in draws["acts"]]  # type: ignore[attr-defined]
    return History(
        starts, ends, handed, bool(draws["has_time"]), str(draws["channel"]), tuple(given),
        tuple(signs), tuple(acts),
        tuple(sorted(at(m) for m in draws["raised"])),  # type: ignore[attr-defined]
        at(draws["made"]),  # type: ignore[arg-type]
    )  # fmt: skip


def _act(
    at: datetime,
    kind: str,
    direction: str | None,
    word: str | None,
    is_automated: bool,
    is_completed: bool | None,
    owner: str | None,
) -> Act:
    if kind == "meeting":
        return Act(at, kind, None, None, is_automated, None, owner)
    return Act(at, kind, direction, word, is_automated, is_completed, owner)
