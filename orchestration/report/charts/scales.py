"""From numbers to lengths. A length is for the eye: no number of the report comes from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MIN_MARK: Final = 2.0


@dataclass(frozen=True)
class Scale:
    """Lengths from nothing to `length` for numbers from nothing to `peak`."""

    peak: float
    length: float

    @classmethod
    def to(cls, numbers: Iterable[float], length: float) -> Scale:
        """The scale on which the largest of `numbers` takes the whole length."""
        return cls(top(numbers), length)

    def __call__(self, number: float) -> float:
        """The length of a number; what is above the peak is cut there."""
        return self.length * min(number, self.peak) / self.peak if self.peak > 0 else 0.0

    def mark(self, number: float) -> float:
        """The same, but what is not nothing can be seen."""
        return max(self(number), MIN_MARK if number else 0.0)


def top(numbers: Iterable[float | None]) -> float:
    """The largest number that is known; nothing where none is."""
    return max((number for number in numbers if number is not None), default=0.0)
