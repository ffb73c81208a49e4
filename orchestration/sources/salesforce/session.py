"""One Salesforce org, logged in: its calls, and what its describes said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http.timing import Timing
from orchestration.sources.redaction import redact
from orchestration.sources.salesforce import soql
from orchestration.sources.salesforce.answers import query_page
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.sources.salesforce.metadata import described
from orchestration.sources.salesforce.refusals import FieldGoneError
from orchestration.sources.salesforce.together import Descriptions
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import CallStats, SourceInfo, StreamSpec
from orchestration.sources.time_zones import known_zone
from orchestration.sources.typing import text_of

_ORGANIZATION: Final = ("Id", "TimeZoneSidKey", "DefaultCurrencyIsoCode", "OrganizationType")
_ASKED: Final = "Salesforce's query of Organization"


class SalesforceSession:
    """One org, read only.

    Args:
        config: where it is and who we are there.
        objects: whose describes will be wanted, asked for together.
        timing: how to wait; the machine's own clock and sleep if None.

    Attributes:
        api_names: by stream, column -> API name, once it was described.
    """

    def __init__(
        self, config: SalesforceConfig, objects: Sequence[str], timing: Timing | None = None
    ) -> None:
        self.stats = CallStats()
        self.transport = SalesforceTransport(config, self.stats, timing or Timing())
        self.descriptions = Descriptions(self.transport, ["Organization", *objects])
        self.api_names: dict[str, Mapping[str, str]] = {}

    def check(self) -> SourceInfo:
        """Log in and ask the org who it is.

        Raises:
            CredentialsError: key, secret or user refused.
            UnreachableError: name, network or certificate.
        """
        try:
            row = self._organization()
        except (StreamUnavailableError, FieldGoneError) as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        zone, unknown = known_zone(text_of(row.get("TimeZoneSidKey")))
        return SourceInfo(
            account_id=text_of(row.get("Id")) or "",
            currency=text_of(row.get("DefaultCurrencyIsoCode")),
            time_zone=zone,
            unknown_zone=redact(unknown),
            detail={"edition": text_of(row.get("OrganizationType")) or ""},
            ui_url=self.transport.instance_url(),
        )

    def _organization(self) -> Mapping[str, Any]:
        """The one row of Organization; empty where it is hidden from the run-as user."""
        fields = described(self.transport, self.descriptions, "Organization")
        known = {str(field["name"]) for field in fields}
        names = [name for name in _ORGANIZATION if name in known]
        page = self.transport.ask(
            "query",
            lambda value: query_page(value, names, _ASKED, self.transport.host),
            what="query of Organization",
            params={"q": soql.select(names, "Organization")},
        )
        return page.records[0] if page.records else {}

    def close(self) -> None:
        """Give back sockets."""
        self.transport.close()


def open_session(
    settings: Mapping[str, Any],
    ca_path: Path | None,
    timing: Timing | None,
    specs: Sequence[StreamSpec],
) -> SalesforceSession:
    """A session, as `Vendor.connect` asks for it."""
    config = SalesforceConfig(**settings, ca_path=ca_path)
    return SalesforceSession(
        config, [spec.source_object for spec in specs if spec.has_fields], timing
    )
