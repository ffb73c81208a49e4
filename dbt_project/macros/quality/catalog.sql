{#- Every object that a vendor may describe. Named here so that the graph knows what is read. -#}
{% macro quality_depend_on_raw(system) -%}
    {%- set objects = {
        "hubspot": [
            "_fields",
            "_field_options",
            "contacts",
            "companies",
            "deals",
            "owners",
            "calls",
            "meetings",
            "emails",
            "tasks",
            "campaigns",
        ],
        "salesforce": [
            "_fields",
            "_field_options",
            "account",
            "contact",
            "lead",
            "lead_history",
            "opportunity",
            "opportunity_history",
            "opportunity_field_history",
            "opportunity_contact_role",
            "campaign",
            "campaign_member",
            "task",
            "task_relation",
            "event",
            "event_relation",
            "user",
            "currency_type",
            "dated_conversion_rate",
        ],
    } -%}
    {%- for object in objects[system] -%} {%- do source("raw_" ~ system, object) -%} {%- endfor -%}
{%- endmacro %}


{#- True for an object whose records people fill in: histories, links and rates are kept by the vendor. -#}
{% macro quality_is_kept_by_people(object) -%}
    {{ object }} not in (
        'lead_history',
        'opportunity_history',
        'opportunity_field_history',
        'task_relation',
        'event_relation',
        'currency_type',
        'dated_conversion_rate'
    )
{%- endmacro %}


{#- What one system's fields look like in the raw schema right now: a list of rows
    (object, field, is_readable, is_system, is_list, column_name, column_type, created_column, has_id).
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
                select
                    table_name,
                    min(
                        case column_name
                            when 'createdate' then '1createdate'
                            when 'createddate' then '2createddate'
                            when 'hs_createdate' then '3hs_createdate'
                            when 'createdat' then '4createdat'
                        end
                    ) as ranked_column
                from raw_columns
                where column_type like 'timestamp%'
                group by table_name
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
            and lower(described.vendor_type)
            in ('picklist', 'multipicklist', 'enumeration') as is_list,
            raw_columns.column_name,
            raw_columns.column_type,
            substr(creation.ranked_column, 2) as created_column,
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
