"""People, accounts, opportunities, campaigns, users: what both teams work on."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "account",
        "Account",
        "name website industry type billingstreet billingpostalcode billingcountry billingstate"
        " billingcity ownerid parentid currencyisocode masterrecordid personcontactid personemail"
        " firstname lastname phone persontitle personmailingcountry personmailingstate"
        " personleadsource",
        number="annualrevenue",
        integer="numberofemployees",
        boolean="isdeleted ispersonaccount",
        ts="lastmodifieddate",
        description="One row per Salesforce account, deleted and merged-away ones included.",
        staging="accounts",
        websites=("website",),
        page="Account",
    ),
    sobject(
        "contact",
        "Contact",
        "accountid email firstname lastname title phone mobilephone mailingstreet mailingpostalcode"
        " mailingcity mailingcountry mailingstate leadsource ownerid masterrecordid"
        " individualid",
        boolean="isdeleted ispersonaccount hasoptedoutofemail donotcall",
        date="birthdate",
        ts="lastmodifieddate",
        description="One row per Salesforce contact, deleted and merged-away ones included.",
        staging="contacts",
        emails=("email",),
        page="Contact",
    ),
    sobject(
        "lead",
        "Lead",
        "email firstname lastname company title phone mobilephone street postalcode city country"
        " state status leadsource ownerid"
        " convertedaccountid convertedcontactid convertedopportunityid industry rating"
        " masterrecordid recordtypeid individualid",
        boolean="isconverted isdeleted hasoptedoutofemail donotcall",
        date="converteddate",
        ts="lastmodifieddate",
        description="One row per Salesforce lead, converted, deleted and merged-away ones"
        " included.",
        staging="leads",
        emails=("email",),
        page="Lead",
    ),
    sobject(
        "opportunity",
        "Opportunity",
        "accountid name stagename forecastcategory type nextstep leadsource campaignid ownerid"
        " currencyisocode recordtypeid contractid",
        number="probability amount",
        boolean="isclosed iswon isdeleted",
        date="closedate",
        ts="lastmodifieddate",
        description="One row per Salesforce opportunity, deleted ones included.",
        staging="opportunities",
        page="Opportunity",
    ),
    sobject(
        "opportunity_history",
        "OpportunityHistory",
        "opportunityid stagename forecastcategory createdbyid",
        number="amount probability",
        boolean="isdeleted",
        date="closedate",
        description="One row per change of stage, amount, close date or probability of an"
        " opportunity.",
        kept_by="vendor",
    ),
    sobject(
        "opportunity_contact_role",
        "OpportunityContactRole",
        "opportunityid contactid role",
        boolean="isprimary isdeleted",
        description="One row per contact with a role in an opportunity.",
        staging="opportunity_contact_roles",
        page="OpportunityContactRole",
    ),
    sobject(
        "campaign",
        "Campaign",
        "name type status ownerid parentid currencyisocode",
        number="budgetedcost actualcost",
        boolean="isactive isdeleted",
        date="startdate enddate",
        ts="lastmodifieddate",
        description="One row per Salesforce campaign.",
        staging="campaigns",
        page="Campaign",
    ),
    sobject(
        "campaign_member",
        "CampaignMember",
        "campaignid leadid contactid status",
        boolean="hasresponded isdeleted",
        date="firstrespondeddate",
        description="One row per lead or contact in a campaign.",
        staging="campaign_members",
        page="CampaignMember",
    ),
    sobject(
        "user",
        "User",
        "name email userroleid profileid managerid timezonesidkey usertype department division"
        " title",
        boolean="isactive",
        ts="lastmodifieddate",
        description="One row per Salesforce user, inactive ones included.",
        staging="users",
        page="User",
        is_setting=True,
    ),
)
