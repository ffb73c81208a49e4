{#- One row per contact and kind of mail that the contact left, and one without a contact for each kind of
    which contacts have a property at all: (subscription_type_id, contact_id). HubSpot makes a property for
    each kind and spells its id in the name. -#}
{% macro contact_optouts() -%}
    {%- set relation = source("raw_hubspot", "contacts") -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- set kind = column.name[16:] -%}
            {%- if column.name.startswith("hs_email_optout_") and kind.isdigit() -%}
                {%- do found.append((kind, column.name, kind_of_type(column.dtype))) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for kind, name, type in found if type in ["boolean", "text"] %}
        select '{{ kind }}' as subscription_type_id, {{ nothing("text") }} as contact_id
        union all
        select '{{ kind }}', id
        from {{ relation }}
        where
            {% if type == "text" %} lower({{ adapter.quote(name) }}) = 'true'
            {% else %} {{ adapter.quote(name) }}
            {% endif %} and _deleted_at is null
        union all
    {%- endfor %}
    select {{ nothing("text") }} as subscription_type_id, {{ nothing("text") }} as contact_id
    where false
{%- endmacro %}
