{#- Which fields the value rules look at: (system, object, fields). Raw names of the contract. -#}
{% macro quality_email_fields() -%}
    {{
        return(
            [
                ("hubspot", "contacts", ["email"]),
                ("salesforce", "contact", ["email"]),
                ("salesforce", "lead", ["email"]),
                ("salesforce", "user", ["email"]),
            ]
        )
    }}
{%- endmacro %}


{% macro quality_filler_fields() -%}
    {{
        return(
            [
                (
                    "hubspot",
                    "contacts",
                    ["firstname", "lastname", "company", "jobtitle", "phone", "email"],
                ),
                ("hubspot", "companies", ["name"]),
                ("hubspot", "deals", ["dealname"]),
                (
                    "salesforce",
                    "lead",
                    ["firstname", "lastname", "company", "title", "phone", "email"],
                ),
                ("salesforce", "contact", ["firstname", "lastname", "title", "phone", "email"]),
                ("salesforce", "account", ["name"]),
                ("salesforce", "opportunity", ["name"]),
            ]
        )
    }}
{%- endmacro %}


{% macro quality_country_fields() -%}
    {{
        return(
            [
                ("hubspot", "contacts", ["country"]),
                ("hubspot", "companies", ["country"]),
                ("salesforce", "account", ["billingcountry"]),
                ("salesforce", "contact", ["mailingcountry"]),
                ("salesforce", "lead", ["country"]),
            ]
        )
    }}
{%- endmacro %}


{#- Where a record names its owner: (system, object, column). -#}
{% macro quality_owner_fields() -%}
    {%- set hubspot = [
        "contacts",
        "companies",
        "deals",
        "calls",
        "meetings",
        "emails",
        "tasks",
    ] -%}
    {%- set salesforce = [
        "account",
        "contact",
        "lead",
        "opportunity",
        "campaign",
        "task",
        "event",
    ] -%}
    {%- set fields = [] -%}
    {%- for object in hubspot -%}
        {%- do fields.append(("hubspot", object, "hubspot_owner_id")) -%}
    {%- endfor -%}
    {%- for object in salesforce -%}
        {%- do fields.append(("salesforce", object, "ownerid")) -%}
    {%- endfor -%}
    {{ return(fields) }}
{%- endmacro %}


{#- One row per living record and filled value of the fields given: source_system,
    source_object, field, source_id, value (as it stands, not trimmed), is_placeholder (no value in
    truth: it counts as empty). -#}
{% macro quality_filled_values(checked_fields) -%}
    {%- set branches = [] -%}
    {%- for system, object, fields in checked_fields -%}
        {%- for field in fields -%}
            {%- set value = "records." ~ quality_identifier(field) -%}
            {%- set branch -%}
    select
        '{{ system }}' as source_system,
        '{{ object }}' as source_object,
        '{{ field }}' as field,
        records.id as source_id,
        {{ value }} as value,
        placeholders.placeholder is not null as is_placeholder
    from {{ source("raw_" ~ system, object) }} as records
    {{ quality_join_placeholder(system, object, field, value) }}
    where records._deleted_at is null and not {{ quality_is_blank(value) }}
            {%- endset -%}
            {%- do branches.append(branch) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ branches | join("\n    union all\n    ") }}
{%- endmacro %}


{#- Joins, as `placeholders`, the row by which a field's value counts as empty; none for a real one. -#}
{% macro quality_join_placeholder(system, object, field, value) -%}
    left join
        {{ ref("placeholder") }} as placeholders
        on placeholders.source_system = '{{ system }}'
        and placeholders.source_object = '{{ object }}'
        and placeholders.field = '{{ field }}'
        and placeholders.is_counted_empty
        and {{ quality_word(value) }} = placeholders.placeholder
{%- endmacro %}
