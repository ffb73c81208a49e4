"""Currencies and their rates: settings of an org with several."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import SObject, sobject


def _rates(name: str, source_object: str, text: str, **how: str) -> SObject:
    """A short table of settings without deleted rows, read whole by one query."""
    return sobject(
        name,
        source_object,
        text,
        cursor=None,
        sweep_deletes=True,
        reason="A short list; a rate that is removed or superseded leaves no trace of it.",
        priority=2,
        kept_by="vendor",
        is_optional=True,
        **how,
    )


STREAMS: Final = (
    _rates(
        "currency_type",
        "CurrencyType",
        "isocode",
        number="conversionrate",
        integer="decimalplaces",
        boolean="isactive iscorporate",
        description="One row per currency of an org with several, its current rate to the"
        " corporate currency.",
        staging="currency_types",
    ),
    _rates(
        "dated_conversion_rate",
        "DatedConversionRate",
        "isocode",
        number="conversionrate",
        date="startdate nextstartdate",
        description="One row per currency and start date, its rate to the corporate"
        " currency from then on.",
        staging="dated_conversion_rates",
    ),
)
