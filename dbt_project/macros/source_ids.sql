{#- The columns in which published tables name the records of a system, one row with the records of
    both: {column, system, object}. Readers know them by these names. A system that is not here stands
    in the bridge tables, as every system does. -#}
{% macro source_ids(kind) -%}
    {%- set columns = {
        "person": [
            {"column": "hubspot_contact_id", "system": "hubspot", "object": "contacts"},
            {"column": "salesforce_lead_id", "system": "salesforce", "object": "lead"},
            {
                "column": "salesforce_contact_id",
                "system": "salesforce",
                "object": "contact",
            },
        ],
        "account": [
            {
                "column": "hubspot_company_id",
                "system": "hubspot",
                "object": "companies",
            },
            {
                "column": "salesforce_account_id",
                "system": "salesforce",
                "object": "account",
            },
        ],
        "opportunity": [
            {
                "column": "salesforce_opportunity_id",
                "system": "salesforce",
                "object": "opportunity",
            },
            {"column": "hubspot_deal_id", "system": "hubspot", "object": "deals"},
        ],
        "owner": [
            {"column": "hubspot_owner_id", "system": "hubspot", "object": "owners"},
            {"column": "salesforce_user_id", "system": "salesforce", "object": "user"},
        ],
    } -%}
    {{ return(columns[kind]) }}
{%- endmacro %}


{#- Those columns, of a group with at most one record of each object. -#}
{% macro source_id_columns(kind) -%}
    {%- for id in source_ids(kind) %}
        max(
            case
                when source_system = '{{ id.system }}' and source_object = '{{ id.object }}'
                then source_id
            end
        ) as {{ id.column }}
        {{- "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
