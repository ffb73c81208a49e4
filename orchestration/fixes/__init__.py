"""Files that set findings right: for the vendors' own tools, with what undoes them, and for people.

Nothing here writes to a CRM. What is right, where it has to be written and why it may not be is
decided in dbt (`quality.fix`); this room writes it down.
"""

from orchestration.fixes.folders import Folder, folders_of
from orchestration.fixes.read import (
    ACCOUNTS,
    FIXES,
    RETIRE,
    TWINS,
    Fix,
    Places,
    PublishedRun,
    RetireCandidate,
    read_places,
    read_run,
)
from orchestration.fixes.retire import write_retire_list
from orchestration.fixes.write import write_folders

__all__ = [
    "ACCOUNTS",
    "FIXES",
    "RETIRE",
    "TWINS",
    "Fix",
    "Folder",
    "Places",
    "PublishedRun",
    "RetireCandidate",
    "folders_of",
    "read_places",
    "read_run",
    "write_folders",
    "write_retire_list",
]
