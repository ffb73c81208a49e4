"""fg-data-profiling (once ydata-profiling, once pandas-profiling) on a Parquet file, in its venv.

Its quickest way: `minimal`, no report drawn. The data frame is read before the clock starts; its
memory counts, since nothing can be profiled without it.
"""

from __future__ import annotations

import json
import resource
import sys
import time

_MOST_BYTES = 8 << 30


def main() -> None:
    """Argument: the file."""
    import pandas as pd
    from data_profiling import ProfileReport

    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    frame = pd.read_parquet(sys.argv[1])
    wall, cpu = time.perf_counter(), time.process_time()
    described = ProfileReport(frame, minimal=True, progress_bar=False).get_description()
    measured = {
        "fields": len(described.variables),
        "wall_s": round(time.perf_counter() - wall, 2),
        "cpu_s": round(time.process_time() - cpu, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()
