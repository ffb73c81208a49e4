"""Web addresses of CRM records, from where each system says that its records open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import quote

from orchestration.errors import ConfigError
from orchestration.sources.registry import VENDORS

_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True)
class LinkTemplates:
    """Where a record opens in each CRM; a system without a template keeps its ids as plain text.

    Args:
        templates: by system an https address holding `{id}` and, if wanted, `{object}`, which is
            the `page` of the record's stream:
            `https://MyDomain.lightning.force.com/lightning/r/{object}/{id}/view`.

    Raises:
        ConfigError: a template is not https or has no `{id}`.
    """

    templates: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for system, template in self.templates.items():
            if not template.startswith("https://") or "{id}" not in template:
                raise ConfigError(
                    f"The report's link template for {system} is not usable.",
                    next_step="Give an https:// address that contains {id}.",
                )

    @classmethod
    def of_accounts(cls, ui_urls: Mapping[str, str | None]) -> LinkTemplates:
        """The templates of accounts whose records open at these addresses, by system.

        An address that is not plain https makes no links: it came over the network.
        """
        return cls(
            {
                system: VENDORS[system].record_url.replace("{account}", url)
                for system, url in ui_urls.items()
                if url and _ADDRESS.fullmatch(url) and system in VENDORS
                if VENDORS[system].record_url
            }
        )

    def record(self, system: str, object_name: str, record_id: str) -> str | None:
        """The address of one record, or None where no template or page is known."""
        template, page = self.templates.get(system), _pages(system).get(object_name)
        # An id of dots alone would be read as a folder of the address.
        if template is None or page is None or not record_id.strip("."):
            return None
        return template.replace("{object}", page).replace("{id}", quote(record_id, safe=""))


@cache
def _pages(system: str) -> Mapping[str, str]:
    """What stands for `{object}`, by object."""
    specs = VENDORS[system].specs if system in VENDORS else ()
    return {spec.name: spec.page for spec in specs if spec.page}
