"""What a Salesforce field takes, and what a new record gets, as its describe says."""

from __future__ import annotations

from typing import Any, cast

import pytest

from orchestration.sources.salesforce.metadata import describe
from orchestration.sources.salesforce.together import Descriptions
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import StreamSpec
from tests.unit.sources.test_shapes import LEAD


class Described:
    """Descriptions that were read before."""

    def __init__(self, field: dict[str, Any]) -> None:
        self._field = field

    def take(self, source_object: str) -> list[dict[str, Any]]:
        return [{"name": "Level__c", "type": "string", **self._field}]


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"length": 40}, (40, None, None)),
        ({"length": 0, "defaultValue": False, "type": "boolean"}, (None, None, "false")),
        ({"length": 40, "defaultValue": "new"}, (40, None, "new")),
        (
            {
                "type": "picklist",
                "restrictedPicklist": True,
                "picklistValues": [{"value": "A"}, {"value": "B", "defaultValue": True}],
            },
            (None, True, "B"),
        ),
        ({"restrictedPicklist": False, "defaultValue": None}, (None, False, None)),
    ],
)
def test_lengths_closed_lists_and_defaults_are_read(
    said: dict[str, Any], known: tuple[int | None, bool | None, str | None]
) -> None:
    nobody = cast(SalesforceTransport, None)
    descriptions = cast(Descriptions, Described(said))
    ((field,), _) = describe(nobody, descriptions, cast(StreamSpec, LEAD))
    assert (field.max_length, field.is_restricted, field.default_value) == known


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"calculated": True, "calculatedFormula": "Amount * Share__c"}, "Amount * Share__c"),
        ({"calculated": True, "calculatedFormula": None}, None),
        ({}, None),
    ],
)
def test_what_a_field_is_calculated_from_is_read(said: dict[str, Any], known: str | None) -> None:
    nobody = cast(SalesforceTransport, None)
    descriptions = cast(Descriptions, Described(said))
    ((field,), _) = describe(nobody, descriptions, cast(StreamSpec, LEAD))
    assert field.formula == known
