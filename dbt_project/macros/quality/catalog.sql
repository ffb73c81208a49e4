{#- Every table that a vendor describes field by field. Named here so that the graph knows what is read. -#}
{% macro quality_depend_on_raw(system) -%}
    {%- do source("raw_" ~ system, "_fields") -%}
    {%- do source("raw_" ~ system, "_field_options") -%}
    {%- for stream in streams(system) if stream.has_fields -%}
        {%- do source("raw_" ~ system, stream.name) -%}
    {%- endfor -%}
{%- endmacro %}


{#- True for an object that has fields which people fill in: histories, links and rates are kept by the
    vendor, and of some lists it describes no fields. -#}
{% macro quality_is_kept_by_people(system, object) -%}
    {{ system }} || '.' || {{ object }} not in (
        ''
        {%- for stream in streams() if stream.kept_by == "vendor" or not stream.has_fields %}
            , '{{ stream.vendor }}.{{ stream.name }}'
        {%- endfor %}
    )
{%- endmacro %}


{#- What one system's fields look like in the raw schema right now: a list of rows
    (object, field, is_readable, is_system, is_list, column_name, column_type, created_column, has_id).
    A list is a field of text that takes one of its options, or several, and nothing else.
    Only alive fields; column_name is none where the table has no such column. Empty while parsing. -#}
{% macro quality_catalog(system) -%}
    {%- do quality_depend_on_raw(system) -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set fields = source("raw_" ~ system, "_fields") -%}
    {%- set options = source("raw_" ~ system, "_field_options") -%}
    {%- set query -%}
        with
            raw_columns as (
                {{ columns_of_schema(fields.database, fields.schema) }}
            ),
            creation as (
                select streams.name as table_name, raw_columns.column_name as created_column
                from
                    (
                        {%- for stream in streams(system) if stream.created_column %}
                            select '{{ stream.name }}' as name, '{{ stream.created_column }}' as field
                            union all
                        {%- endfor %}
                        {{ no_rows({"name": "text", "field": "text"}) }}
                    ) as streams
                inner join
                    raw_columns
                    on streams.name = raw_columns.table_name
                    and streams.field = raw_columns.column_name
                where raw_columns.column_type like 'timestamp%'
            ),
            identified as (
                select distinct table_name from raw_columns where column_name = 'id'
            ),
            list_fields as (
                select distinct object, field from {{ options }} where _deleted_at is null
            )
        select
            described.object,
            described.field,
            coalesce(described.is_readable, false) as is_readable,
            coalesce(described.is_system, false) as is_system,
            list_fields.field is not null
            and described.column_type = 'text'
            and lower(described.vendor_type) not in (
                ''
                {%- for kind in vendor_open_lists()[system] %}, '{{ kind }}' {%- endfor %}
            ) as is_list,
            raw_columns.column_name,
            raw_columns.column_type,
            creation.created_column,
            identified.table_name is not null as has_id
        from {{ fields }} as described
        inner join
            (select distinct table_name from raw_columns) as raw_tables
            on described.object = raw_tables.table_name
        left join
            raw_columns
            on described.object = raw_columns.table_name
            and described.field = raw_columns.column_name
        left join creation on described.object = creation.table_name
        left join identified on described.object = identified.table_name
        left join
            list_fields
            on described.object = list_fields.object
            and described.field = list_fields.field
        where described._deleted_at is null
        order by described.object, described.field
    {%- endset -%}
    {{ return(run_query(query).rows) }}
{%- endmacro %}


{#- The fields that a relation lists: (system, object, field) each. Empty while parsing. -#}
{% macro quality_places_in(relation) -%}
    {%- set places = [] -%}
    {%- if execute -%}
        {%- set query -%}
            select distinct source_system, source_object, field from {{ relation }}
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- do places.append((row[0], row[1], row[2])) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(places) }}
{%- endmacro %}


{#- The types of fields whose options are only suggestions: (source_system, vendor_type), as a SELECT. -#}
{% macro vendor_open_list_rows() -%}
    {%- for system, kinds in vendor_open_lists().items() -%}
        {%- for kind in kinds %}
            select '{{ system }}' as source_system, '{{ kind }}' as vendor_type
            union all
        {%- endfor -%}
    {%- endfor %}
    {{ no_rows({"source_system": "text", "vendor_type": "text"}) }}
{%- endmacro %}


{#- Whether a field came along with an installed app, whose prefix stands before its name. -#}
{% macro quality_is_of_a_package(vendor_field) -%}
    {{ matches("lower(" ~ vendor_field ~ ")", "^[a-z][a-z0-9]*__.*__c$") }}
{%- endmacro %}


{#- Whether a field was made so lately that nobody had the time to use it; false where no date is told. -#}
{% macro quality_is_brand_new(created_at) -%}
    coalesce(
        {{ days_between(reporting_date(created_at), reporting_day()) }}
        < {{ quality_parameter("brand_new_days") }},
        false
    )
{%- endmacro %}
