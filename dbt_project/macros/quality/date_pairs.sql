{#- The pairs of dates of a system of which the second ends what the first begins, told by their names:
    contract_start__c and contract_end__c, issued_on and expires_on. Rows (object, first, second, is_day).
    Empty while parsing. -#}
{% macro quality_date_pairs(system) -%}
    {%- set words = [
        ("start", "end"),
        ("begin", "end"),
        ("from", "until"),
        ("from", "to"),
        ("from", "through"),
        ("issued", "expires"),
        ("issue", "expiry"),
        ("effective", "expiration"),
    ] -%}
    {%- set dates = {} -%}
    {%- for row in quality_catalog(system) if row.is_readable and row.has_id and row.column_name -%}
        {%- if kind_of_type(row.column_type) in ("date", "timestamp") -%}
            {%- do dates.update({(row.object, row.field): row}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set pairs = [] -%}
    {%- for place, second in dates.items() -%}
        {%- for begins, ends in words if ends in place[1] -%}
            {%- set first = dates.get((place[0], begins.join(place[1].rsplit(ends, 1)))) -%}
            {%- if first -%}
                {%- do pairs.append(
                    {
                        "object": place[0],
                        "field": place[1],
                        "first": first,
                        "second": second,
                        "is_day": "date"
                        in (
                            kind_of_type(first.column_type),
                            kind_of_type(second.column_type),
                        ),
                    }
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(pairs) }}
{%- endmacro %}


{#- The living records that fill both dates of a pair. A day against an instant is compared by the day. -#}
{% macro quality_dated_records_of(system, pair) -%}
    {%- set type = "date" if pair.is_day else dbt.type_timestamp() -%}
    {%- set starts = "cast(" ~ quality_identifier(pair.first.column_name) ~ " as " ~ type ~ ")" -%}
    {%- set ends = "cast(" ~ quality_identifier(pair.second.column_name) ~ " as " ~ type ~ ")" -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(pair.object) }} as source_object,
        {{ quality_literal(pair.field) }} as field,
        id as source_id,
        {{ quality_literal(pair.first.field) }} as other_field,
        {{ starts }} > {{ ends }} as is_reversed,
        {{ as_text(ends) }} as told,
        {{ as_text(starts) }} as other_told
    from {{ quality_raw_table(system, pair.object) }}
    where
        _deleted_at is null
        and {{ quality_identifier(pair.first.column_name) }} is not null
        and {{ quality_identifier(pair.second.column_name) }} is not null
{%- endmacro %}
