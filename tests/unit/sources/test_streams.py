"""What streams say of each other."""

from __future__ import annotations

from orchestration.sources.hubspot.streams.associations import ASSOCIATED
from orchestration.sources.registry import VENDORS


def test_associations_hang_on_the_records_at_either_end() -> None:
    specs = VENDORS["hubspot"].specs
    [spec] = [each for each in specs if each.name == "_associations"]
    ends = {name for start, targets in ASSOCIATED.items() for name in (start, *targets)}
    assert set(spec.parents) == ends
    assert ends <= {each.name for each in specs}
