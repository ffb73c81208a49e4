"""Who may not be marketed to, or must be forgotten, whatever their leads and contacts say.

Of an Individual nothing else is read: neither name nor day of birth, which leads and contacts have.
"""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.session import SalesforceSession
from orchestration.sources.salesforce.sobject import SObject, sobject
from orchestration.sources.spec import FieldInfo


class NamedFieldsOnly(SObject):
    """An object of which only the fields are read that its spec names."""

    def fields(self, session: SalesforceSession) -> tuple[FieldInfo, ...]:
        """Those that the run-as user can see, and no other."""
        return tuple(one for one in super().fields(session) if one.field_name in self.spec.columns)


STREAMS: Final = (
    NamedFieldsOnly(
        sobject(
            "individual",
            "Individual",
            "",
            boolean="hasoptedoutsolicit hasoptedoutprocessing shouldforget isdeleted",
            description="One row per person whose wishes about their data Salesforce keeps, with"
            " those wishes alone; only where Data Protection and Privacy is on.",
            staging="individuals",
            stamps="systemmodstamp",
            created_column=None,
            kept_by="vendor",
            is_optional=True,
        ).spec
    ),
)
