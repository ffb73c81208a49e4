"""The shapes of what HubSpot's marketing tools answer: forms, e-mails, campaigns and their money.

Who reads a body by them, and the shapes of all else, are in `answers`.
"""

from __future__ import annotations

from typing import Final

from orchestration.sources.shapes import (
    BOOLEAN,
    ID,
    INTEGER,
    NUMBER,
    PLAIN,
    TEXT,
    Fields,
    ListOf,
    MapOf,
    Maybe,
)

FORM: Final = Fields(
    {
        "id": ID,
        "name": Maybe(TEXT),
        "formType": Maybe(TEXT),
        "createdAt": Maybe(PLAIN),
        "updatedAt": Maybe(PLAIN),
        "archived": Maybe(BOOLEAN),
        "fieldGroups": Maybe(ListOf(Fields({"fields": Maybe(ListOf(Fields({"name": TEXT})))}))),
    }
)
SUBMISSION: Final = Fields(
    {
        "conversionId": ID,
        "submittedAt": ID,
        "values": Maybe(ListOf(Fields({"name": TEXT, "value": Maybe(PLAIN)}))),
        "pageUrl": Maybe(TEXT),
    }
)
MARKETING_EMAIL: Final = Fields(
    {
        "id": ID,
        "name": Maybe(TEXT),
        "subject": Maybe(TEXT),
        "state": Maybe(TEXT),
        "type": Maybe(TEXT),
        "campaign": Maybe(PLAIN),
        "allEmailCampaignIds": Maybe(ListOf(PLAIN)),
        "createdAt": Maybe(PLAIN),
        "updatedAt": Maybe(PLAIN),
        "publishDate": Maybe(PLAIN),
        "archived": Maybe(BOOLEAN),
        "stats": Maybe(Fields({"counters": Maybe(MapOf(PLAIN))})),
    }
)
_EMAIL_EVENT: Final = Fields(
    {
        "id": TEXT,
        "created": ID,
        "type": TEXT,
        "recipient": Maybe(TEXT),
        "emailCampaignId": Maybe(ID),
        "sentBy": Maybe(Fields({"id": Maybe(TEXT)})),
        "userAgent": Maybe(TEXT),
        "browser": Maybe(Fields({"type": Maybe(TEXT)})),
        "filteredEvent": Maybe(BOOLEAN),
        "bounced": Maybe(BOOLEAN),
        "subscriptions": Maybe(ListOf(Fields({}))),
    }
)
EMAIL_EVENTS: Final = Fields(
    {"events": ListOf(_EMAIL_EVENT), "hasMore": BOOLEAN, "offset": Maybe(TEXT)}
)
PAGE_VIEW: Final = Fields(
    {"id": TEXT, "objectId": ID, "occurredAt": TEXT, "properties": Maybe(MapOf(PLAIN))}
)
SUBSCRIPTION_TYPES: Final = Fields(
    {
        "subscriptionDefinitions": ListOf(
            Fields(
                {
                    "id": ID,
                    "name": Maybe(TEXT),
                    "purpose": Maybe(TEXT),
                    "communicationMethod": Maybe(TEXT),
                    "isActive": Maybe(BOOLEAN),
                }
            ),
            once="id",
        )
    }
)
CAMPAIGN: Final = Fields({"id": ID, "properties": MapOf(PLAIN)})
ASSET: Final = Fields({"id": ID, "name": Maybe(TEXT)})
CAMPAIGNS_WITH_ASSETS: Final = Fields(
    {
        "results": ListOf(
            Fields(
                {
                    "id": ID,
                    "assets": Maybe(
                        MapOf(
                            Fields(
                                {
                                    "results": ListOf(ASSET, once="id"),
                                    "paging": Maybe(Fields({"next": Maybe(Fields({"after": ID}))})),
                                }
                            )
                        )
                    ),
                }
            ),
            once="id",
        )
    }
)
_MONEY_ITEM: Final = Fields(
    {
        "id": ID,
        "name": Maybe(TEXT),
        "amount": NUMBER,
        "createdAt": Maybe(PLAIN),
        "updatedAt": Maybe(PLAIN),
    }
)
BUDGET: Final = Fields(
    {
        "currencyCode": TEXT,
        "budgetItems": ListOf(_MONEY_ITEM, once="id"),
        "spendItems": ListOf(_MONEY_ITEM, once="id"),
    }
)
CAMPAIGN_METRICS: Final = Fields(
    {
        "sessions": INTEGER,
        "newContactsFirstTouch": INTEGER,
        "newContactsLastTouch": INTEGER,
        "influencedContacts": INTEGER,
    }
)
CAMPAIGN_REVENUE: Final = Fields(
    {
        "revenueAmount": Maybe(NUMBER),
        "dealAmount": Maybe(NUMBER),
        "dealsNumber": Maybe(INTEGER),
        "contactsNumber": Maybe(INTEGER),
        "currencyCode": Maybe(TEXT),
    }
)
