"""A seeded maker of world folders: people moving through one company's funnel, with known answers.

`write_world` is the whole interface. Nothing of the product is imported; nothing reads a clock.
"""

from orchestration.worlds.generator.spec import DEFAULT_AS_OF, SYSTEMS
from orchestration.worlds.generator.writer import write_world

__all__ = ["DEFAULT_AS_OF", "SYSTEMS", "write_world"]
