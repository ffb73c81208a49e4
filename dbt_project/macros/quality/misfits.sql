{#- The objects of a system of which a living misfit is kept: (object, has_id, created_column). -#}
{% macro quality_objects_with_misfits(system) -%}
    {%- set places = [] -%}
    {%- if execute -%}
        {%- set query -%}
            select distinct object
            from {{ source("raw_" ~ system, "_misfits") }}
            where _deleted_at is null
        {%- endset -%}
        {%- set objects = run_query(query).columns[0].values() -%}
        {%- set seen = [] -%}
        {%- for row in quality_catalog(system) if row.object in objects and row.object not in seen -%}
            {%- do seen.append(row.object) -%} {%- do places.append(row) -%}
        {%- endfor -%}
    {%- else -%} {%- do quality_catalog(system) -%} {%- do source("raw_" ~ system, "_misfits") -%}
    {%- endif -%}
    {{ return(places) }}
{%- endmacro %}


{#- The misfits of one object's living records. A table without an id names its rows by several
    columns: its misfits are taken as they are. -#}
{% macro quality_misfits_of(system, row) -%}
    select
        {{ quality_literal(system) }} as source_system,
        misfits.object as source_object,
        misfits.field,
        misfits.record_id as source_id,
        misfits.declared_type,
        misfits.value,
        {% if row.has_id and row.created_column -%}
            records.{{ quality_identifier(row.created_column) }}
        {%- else -%} cast(null as {{ dbt.type_timestamp() }})
        {%- endif %} as created_at
    from {{ source("raw_" ~ system, "_misfits") }} as misfits
    {%- if row.has_id %}
        inner join
            {{ quality_raw_table(system, row.object) }} as records
            on misfits.record_id = records.id
            and records._deleted_at is null
    {%- endif %}
    where misfits._deleted_at is null and misfits.object = {{ quality_literal(row.object) }}
{%- endmacro %}


{#- The codes of currencies that stand beside numbers in texts. -#}
{% macro quality_currency_codes() -%}
    {{
        return(
            "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|INR|CNY|RMB|BRL|MXN"
            ~ "|ZAR|SGD|HKD|TWD|KRW|THB|MYR|PHP|IDR|ILS|TRY|AED|SAR|EGP|NGN|KES|ARS|CLP|COP|PEN"
        )
    }}
{%- endmacro %}


{#- A number as people type it, without currency, spaces and apostrophes between groups of digits;
    accountants' brackets are a minus sign. Upper case. -#}
{% macro quality_bare_number(expression) -%}
    {%- set mark = (
        "("
        ~ quality_currency_codes()
        ~ "|US[$]|R[$]|[$\u20ac\u00a3\u00a5\u20b9\u20a9\u20aa\u20ba])"
    ) -%}
    {%- set spaces = " \u00a0\u2009\u202f" -%}
    {%- set apostrophes = "\x27\x27\u2019" -%}
    {%- set without_currency = regex_replaced(
        regex_replaced(
            quality_trimmed("upper(" ~ expression ~ ")"),
            "^([(-]?)" ~ mark ~ "[" ~ spaces ~ "]*",
            "\\1",
        ),
        "[" ~ spaces ~ "]*" ~ mark ~ "([)]?)$",
        "\\2",
    ) -%}
    {%- set groups = "([" ~ spaces ~ "][0-9]{3})+|([" ~ apostrophes ~ "][0-9]{3})+" -%}
    {%- set grouped = "^[(-]?[0-9]{1,3}(" ~ groups ~ ")([.,][0-9]+)?[)]?$" -%}
    {%- set without_groups -%}
        case
            when {{ matches(without_currency, grouped) }}
            then translate({{ without_currency }}, '{{ spaces ~ apostrophes }}', '')
            else {{ without_currency }}
        end
    {%- endset -%}
    {{ regex_replaced(without_groups, "^[(]([0-9.,]+)[)]$", "-\\1") }}
{%- endmacro %}


{#- 1,800.00 · 1,234,567 · 12,34,567.5: at least two commas, or commas before one point. -#}
{% macro quality_points_and_commas() -%}
    {{ return("^-?[0-9]{1,3}((,[0-9]{3})+[.][0-9]+|(,[0-9]{2,3})+,[0-9]{3}([.][0-9]+)?)$") }}
{%- endmacro %}


{#- 1.800,00 · 1.234.567: points as the commas above. -#}
{% macro quality_commas_and_points() -%}
    {{ return("^-?[0-9]{1,3}(([.][0-9]{3})+,[0-9]+|([.][0-9]{3}){2,}(,[0-9]+)?)$") }}
{%- endmacro %}
