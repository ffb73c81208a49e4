"""The `hymnsheet` command as a user starts it, and the settings that lead it to an emulator."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from orchestration.emulator import Emulator
from tests.support.paths import ROOT


def hymnsheet(*arguments: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command in a clean environment: only the settings given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {**kept, "HYMNSHEET_HOME": str(home)}
    env |= {f"HYMNSHEET_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        capture_output=True, text=True, env=env, timeout=180, check=False,
        cwd=ROOT,
    )  # fmt: skip


def redirected(emulator: Emulator) -> dict[str, str]:
    return {
        "ca_bundle": str(emulator.ca_path),
        "as_of": emulator.clock.now().isoformat(),
        **emulator.settings(),
    }
