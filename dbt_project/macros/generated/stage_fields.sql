{#- Compiled from glossary.yml and quality_rules.yml by `hymnsheet glossary compile`: do not edit.
    stage_fields() is every field that proves a stage: by its date, or by a value it takes. -#}
{% macro stage_fields() -%}
    {%- set fields = [
        {
            "source": "contacts.hs_v2_date_entered_lead",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_v2_date_entered_lead",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_lifecyclestage_lead_date",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_lifecyclestage_lead_date",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.first_conversion_date",
            "system": "hubspot",
            "object": "contacts",
            "field": "first_conversion_date",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_v2_date_entered_marketingqualifiedlead",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_v2_date_entered_marketingqualifiedlead",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_lifecyclestage_marketingqualifiedlead_date",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_lifecyclestage_marketingqualifiedlead_date",
            "comparison": "",
            "value": "",
        },
        {
            "source": "lead.mql_date__c",
            "system": "salesforce",
            "object": "lead",
            "field": "mql_date__c",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_v2_date_entered_salesqualifiedlead",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_v2_date_entered_salesqualifiedlead",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_lifecyclestage_salesqualifiedlead_date",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_lifecyclestage_salesqualifiedlead_date",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_v2_date_entered_customer",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_v2_date_entered_customer",
            "comparison": "",
            "value": "",
        },
        {
            "source": "contacts.hs_lifecyclestage_customer_date",
            "system": "hubspot",
            "object": "contacts",
            "field": "hs_lifecyclestage_customer_date",
            "comparison": "",
            "value": "",
        },
    ] -%}
    {{ return(fields) }}
{%- endmacro %}
