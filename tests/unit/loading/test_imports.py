"""What `import orchestration.loading` must not cost."""

from __future__ import annotations

import subprocess
import sys


def test_the_driver_of_postgres_is_imported_only_when_rows_are_landed_there() -> None:
    program = "import sys, orchestration.loading; print('adbc_driver_postgresql' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
