"""A project that holds what is compiled, and nothing that was compiled before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.paths import PROJECT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("glossary.yml", "quality_parameters.yml"):
        shutil.copy(PROJECT / name, tmp_path / name)
    generated = shutil.ignore_patterns("_*__sources.yml", "generated_*")
    shutil.copytree(PROJECT / "models", tmp_path / "models", ignore=generated)
    return tmp_path
