{#- Who made the records around each break, where an object tells that: a list of {row of the break, object,
    kind: SQL of the kind of maker, maker: SQL of which one, offends: SQL of what broke}. -#}
{% macro quality_made_breaks() -%}
    {%- set series = ref("int_quality__series_breaks") -%}
    {%- set volumes = ref("int_quality__volume_breaks") -%}
    {%- set faults = quality_field_faults() -%}
    {%- set roles = {} -%}
    {%- for role in ["record_maker", "record_source"] -%}
        {%- for row in quality_fields_of([role]) -%}
            {%- do roles.update({(row.source_system, row.source_object, row.field): role}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set query -%}
        select source_system, source_object, field, break_kind, value, {{ as_text("broke_on") }}
        from {{ series }}
        union all
        select source_system, source_object, '', break_kind, '', {{ as_text("broke_on") }}
        from {{ volumes }}
        order by 1, 2, 3, 4, 5
    {%- endset -%}
    {%- set breaks = run_query(query).rows -%}
    {%- set found = [] -%}
    {%- for system in vendors() -%}
        {%- set columns = {} -%}
        {%- set makers = {} -%}
        {%- for row in quality_catalog(system) if row.column_name -%}
            {%- do columns.update({(row.object, row.field): row}) -%}
            {%- if (system, row.object, row.field) in roles -%}
                {%- do makers.update(
                    {(row.object, roles[(system, row.object, row.field)]): row}
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for item in breaks if item[0] == system and (item[1], "record_maker") in makers -%}
            {%- set maker = makers[(item[1], "record_maker")] -%}
            {%- set source = makers.get((item[1], "record_source")) -%}
            {%- set row = columns.get((item[1], item[2])) -%}
            {%- set fault = faults.get((system, item[1], item[2]), {}) -%}
            {%- set offends = quality_break_offends(item[3], row, fault, item[4]) -%}
            {%- do found.append(
                {
                    "break": item,
                    "created": maker.created_column,
                    "maker": as_text(quality_identifier(maker.column_name)),
                    "source": (
                        as_text(quality_identifier(source.column_name))
                        if source
                        else "null"
                    ),
                    "offends": offends,
                }
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{#- The records around one break by who made them: how many, and how many of them offend, before and since. -#}
{% macro quality_break_makers_of(made) -%}
    {%- set item = made.break -%}
    {%- set broke_on = "cast('" ~ item[5] ~ "' as date)" -%}
    select
        {{ quality_literal(item[0]) }} as source_system,
        {{ quality_literal(item[1]) }} as source_object,
        {{ quality_literal(item[2]) }} as field,
        {{ quality_literal(item[3]) }} as break_kind,
        {{ quality_literal(item[4]) }} as value,
        cast(source as {{ dbt.type_string() }}) as source,
        cast(maker as {{ dbt.type_string() }}) as maker,
        {{ count_where("created_on < " ~ broke_on) }} as records_before,
        {{ count_where("created_on < " ~ broke_on ~ " and offends") }} as hits_before,
        {{ count_where("created_on >= " ~ broke_on) }} as records_after,
        {{ count_where("created_on >= " ~ broke_on ~ " and offends") }} as hits_after
    from
        (
            select
                {{ made.source }} as source,
                {{ made.maker }} as maker,
                {{ reporting_date(quality_identifier(made.created)) }} as created_on,
                {{ made.offends }} as offends
            from {{ quality_raw_table(item[0], item[1]) }}
            where
                _deleted_at is null
                and {{ reporting_date(quality_identifier(made.created)) }}
                >= cast({{ dbt.dateadd("day", -180, broke_on) }} as date)
        ) as made
    group by 6, 7
{%- endmacro %}
