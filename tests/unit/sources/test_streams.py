"""What streams say of each other."""

from __future__ import annotations

from orchestration.sources.hubspot.streams import ASSOCIATED, ASSOCIATIONS, STREAMS


def test_associations_hang_on_the_records_at_either_end() -> None:
    [spec] = [stream for stream in STREAMS if stream.name == ASSOCIATIONS]
    ends = {name for start, targets in ASSOCIATED.items() for name in (start, *targets)}
    assert set(spec.parents) == ends
    assert ends <= {stream.name for stream in STREAMS}
