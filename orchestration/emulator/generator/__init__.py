"""A seeded maker of world folders: people moving through one company's funnel, with known answers.

`write_world` is the whole interface. Nothing of the product is imported; nothing reads a clock.
"""

from orchestration.emulator.generator.writer import write_world

__all__ = ["write_world"]
