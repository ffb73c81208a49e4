{#- The source record a finding about an opportunity is reported on: the Salesforce one where there is
    one, else the HubSpot deal. Selects system, object, record_id from fct_opportunity. -#}
{% macro quality_opportunity_record() -%}
    case when salesforce_opportunity_id is not null then 'salesforce' else 'hubspot' end as system,
    case when salesforce_opportunity_id is not null then 'opportunity' else 'deals' end as object,
    coalesce(salesforce_opportunity_id, hubspot_deal_id) as record_id
{%- endmacro %}
