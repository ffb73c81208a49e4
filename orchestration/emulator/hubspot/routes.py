"""HubSpot's URL paths and the endpoints behind them. A trailing slash changes nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

from starlette.routing import Route

from orchestration.emulator.hubspot import (
    associations,
    campaign_reports,
    currencies,
    email_events,
    engagements,
    events,
    flows,
    forms,
    imports,
    legacy,
    marketing,
    metadata,
    objects,
    record_lists,
    reference_lists,
    search,
    subscriptions,
)
from orchestration.emulator.hubspot.endpoint import Endpoints, Handler, unknown_path
from orchestration.emulator.hubspot.oauth import oauth_routes
from orchestration.emulator.runtime import Runtime


class _Path(NamedTuple):
    """One path: method, template and handler; `{api}` in a template is a version."""

    method: str
    template: str
    handler: Handler


_OBJECTS: Final = (
    _Path("POST", "/{object_type}/search", search.search_records),
    _Path("POST", "/{object_type}/batch/read", objects.batch_read),
    _Path(
        "GET",
        "/{from_type}/{record_id}/associations/{to_type}",
        associations.read_associations_v3,
    ),
    _Path("GET", "/{object_type}/{record_id}", objects.read_record),
    _Path("GET", "/{object_type}", objects.list_records),
)
_PROPERTIES: Final = (
    _Path("POST", "/{object_type}/batch/read", metadata.batch_read_properties),
    _Path("GET", "/{object_type}/groups/{group_name}", metadata.read_group),
    _Path("GET", "/{object_type}/groups", metadata.list_groups),
    _Path("GET", "/{object_type}/{property_name}", metadata.read_property),
    _Path("GET", "/{object_type}", metadata.list_properties),
)
_PIPELINES: Final = (
    _Path("GET", "/{object_type}/{pipeline_id}/stages/{stage_id}", metadata.read_stage),
    _Path("GET", "/{object_type}/{pipeline_id}/stages", metadata.list_stages),
    _Path("GET", "/{object_type}/{pipeline_id}", metadata.read_pipeline),
    _Path("GET", "/{object_type}", metadata.list_pipelines),
)
_OWNERS: Final = (
    _Path("GET", "/{owner_id}", metadata.read_owner),
    _Path("GET", "", metadata.list_owners),
)
_LABELLED: Final = (
    _Path("POST", "/{from_type}/{to_type}/batch/read", associations.batch_read_associations),
    _Path("GET", "/{from_type}/{to_type}/labels", associations.read_labels),
)
_ASSOCIATIONS: Final = (
    _Path(
        "GET",
        "/objects/{from_type}/{record_id}/associations/{to_type}",
        associations.read_associations,
    ),
    _Path(
        "POST",
        "/associations/{from_type}/{to_type}/batch/read",
        associations.batch_read_associations,
    ),
    _Path("GET", "/associations/{from_type}/{to_type}/labels", associations.read_labels),
)
_CAMPAIGNS: Final = (
    _Path("GET", "/{campaign_id}/assets/{asset_type}", marketing.read_assets),
    _Path("POST", "/batch/read", marketing.batch_read_campaigns),
    _Path("GET", "/{campaign_id}/budget/totals", marketing.budget_totals),
    _Path("GET", "/{campaign_id}/reports/metrics", campaign_reports.metrics),
    _Path("GET", "/{campaign_id}/reports/revenue", campaign_reports.revenue),
    _Path("GET", "/{campaign_id}", marketing.read_campaign),
    _Path("GET", "", marketing.list_campaigns),
)
_SCHEMAS: Final = (
    _Path("GET", "/{object_type}", metadata.read_schema),
    _Path("GET", "", metadata.list_schemas),
)
_ACCOUNT: Final = (
    _Path("GET", "/details", metadata.details_of_accounts),
    _Path("GET", "/api-usage/daily/private-apps", metadata.daily_usage),
)
_CURRENCIES: Final = (
    _Path("GET", "/codes", currencies.list_codes),
    _Path("GET", "/company-currency", currencies.company_currency),
    _Path("GET", "/central-fx-rates/information", currencies.central_rates),
    _Path("GET", "/exchange-rates/current", currencies.current_rates),
    _Path("GET", "/exchange-rates/{rate_id}", currencies.read_rate),
    _Path("GET", "/exchange-rates", currencies.list_rates),
)
# The v3/v4 paths end in 2027; the dated ones replace them and answer alike.
_DATED: Final = ("2026-03", "2026-09")
_FAMILIES: Final = (
    ("/crm/v3/objects", _OBJECTS),
    ("/crm/v3/properties", _PROPERTIES),
    ("/crm/v3/pipelines", _PIPELINES),
    ("/crm/v3/owners", _OWNERS),
    ("/crm/v4", _ASSOCIATIONS),
    ("/crm/v4/objects", _OBJECTS),
    (
        "/crm/v3/associations",
        (
            _Path("POST", "/{from_type}/{to_type}/batch/read", associations.batch_read_v3),
            _Path("GET", "/{from_type}/{to_type}/types", associations.read_types_v3),
        ),
    ),
    *(
        ("", tuple(_Path(*path) for path in module.PATHS))
        for module in (
            *(reference_lists, forms, email_events, flows, imports, record_lists, legacy),
            *(engagements, events, subscriptions),
        )
    ),
    (
        "/crm/associations/v4",
        (_Path("GET", "/{from_type}/{to_type}/labels", associations.read_labels),),
    ),
    ("/marketing/v3/campaigns", _CAMPAIGNS),
    ("/account-info/v3", _ACCOUNT),
    ("/settings/v3/currencies", _CURRENCIES),
    ("/crm-object-schemas/v3/schemas", _SCHEMAS),
    ("/crm/v3/schemas", _SCHEMAS),
    *(
        family
        for date in _DATED
        for family in (
            (f"/crm/objects/{date}", _OBJECTS),
            (f"/crm/properties/{date}", _PROPERTIES),
            (f"/crm/pipelines/{date}", _PIPELINES),
            (f"/crm/owners/{date}", _OWNERS),
            (f"/crm/associations/{date}", _LABELLED),
            (f"/marketing/campaigns/{date}", _CAMPAIGNS),
        )
    ),
)


def routes(runtime: Runtime) -> list[Route]:
    """All HubSpot routes of one emulator."""
    endpoints = Endpoints(runtime)
    found: list[Route] = []
    for prefix, paths in _FAMILIES:
        for path in paths:
            endpoint = endpoints.wrap(path.handler, is_search=path.handler is search.search_records)
            for ending in ("", "/"):
                url = f"{prefix}{path.template}{ending}"
                found.append(Route(url, endpoint, methods=[path.method]))
    known = list(found)
    every = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    found.append(Route("/{rest:path}", unknown_path(known), methods=every))
    return [*oauth_routes(runtime), *found]
