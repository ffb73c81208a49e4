"""A project that holds what is compiled, and nothing that was compiled before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.compile.inputs import FIELD_ROLES
from orchestration.rules import RULES
from tests.support.paths import PROJECT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("glossary.yml", "quality_parameters.yml"):
        shutil.copy(PROJECT / name, tmp_path / name)
    shutil.copytree(PROJECT / RULES, tmp_path / RULES)
    (tmp_path / FIELD_ROLES).parent.mkdir(parents=True)
    shutil.copy(PROJECT / FIELD_ROLES, tmp_path / FIELD_ROLES)
    return tmp_path
