"""What counts as an answer to a campaign, and what Salesforce itself credits campaigns with."""

from __future__ import annotations

from typing import Any, Final

from orchestration.sources.salesforce.sobject import SObject, sobject


def _of_campaigns(name: str, source_object: str, text: str, **how: Any) -> SObject:
    """Kept by administrators or by Salesforce itself; an org may lack it, or not show it."""
    return sobject(
        name,
        source_object,
        text,
        stamps="systemmodstamp",
        created_column=None,
        kept_by="vendor",
        is_optional=True,
        **how,
    )


STREAMS: Final = (
    _of_campaigns(
        "campaign_member_status",
        "CampaignMemberStatus",
        "campaignid label",
        boolean="isdefault hasresponded isdeleted",
        description="One row per campaign and status that its members may have, and whether that"
        " is an answer.",
        staging="campaign_member_statuses",
    ),
    _of_campaigns(
        "campaign_influence_model",
        "CampaignInfluenceModel",
        "masterlabel modeltype",
        boolean="isactive isdefaultmodel isdeleted",
        description="One row per rule by which Salesforce credits campaigns with opportunities;"
        " only where Customizable Campaign Influence is on.",
        staging="campaign_influence_models",
    ),
    _of_campaigns(
        "campaign_influence",
        "CampaignInfluence",
        "campaignid opportunityid contactid modelid",
        number="influence",
        boolean="isdeleted",
        description="One row per campaign, opportunity and rule: which part of the opportunity"
        " Salesforce credits the campaign with.",
        staging="campaign_influences",
    ),
)
