"""What is in files of any make, told without a CRM: `hymnsheet audit`.

reading/ finds the tables and names every fault; raw_tables.py lands them as the loader would; and
models.py has dbt's own models judge them, so that an audit and a run say the same. Nothing here
decides what a number means.
"""

from __future__ import annotations

from orchestration.audit.audited import Audited, audited_of
from orchestration.audit.ledger import Ledger, open_ledger

__all__ = ["Audited", "Ledger", "audited_of", "open_ledger"]
