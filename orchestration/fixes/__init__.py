"""Files that set findings right: for the vendors' own tools, with what undoes them, and for people.

Nothing here writes to a CRM. What is right, where it has to be written and why it may not be is
decided in dbt (`quality.fix`); this room writes it down.
"""

from orchestration.fixes.folders import Folder, folders_of
from orchestration.fixes.read import FIXES, Fix, PublishedRun, read_run
from orchestration.fixes.write import write_folders

__all__ = ["FIXES", "Fix", "Folder", "PublishedRun", "folders_of", "read_run", "write_folders"]
