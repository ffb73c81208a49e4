{#- The lists and boxes whose values are followed day by day: text and yes-or-no fields of few values that
    people fill in (the vendor lets them) and that nobody changes as a record grows older, without links to other records; of
    fields of many values the most frequent one. A list of {system, row, created_column, value: the only one that counts, or none}. -#}
{% macro quality_followed_fields() -%}
    {%- set profiles = ref("field_profile") -%}
    {%- set roles = ref("cnf_field_roles") -%}
    {%- set described = ref("stg_meta__fields") -%}
    {%- for vendor in vendors() -%} {%- do quality_depend_on_raw(vendor) -%} {%- endfor -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set few = quality_parameter("drift_followed_values") -%}
    {%- set query -%}
        select
            profiles.source_system,
            profiles.source_object,
            profiles.field,
            case when profiles.distinct_values > {{ few }} then profiles.top_value end as only_value
        from {{ profiles }} as profiles
        left join
            {{ roles }} as roles
            on profiles.source_system = roles.source_system
            and profiles.source_object = roles.source_object
            and profiles.field = roles.field
        left join
            (
                -- of an object none of whose fields we might change, it is our own rights that are told
                select
                    fields.*,
                    not is_updateable and max(case when is_updateable then 1 else 0 end) over (
                        partition by source_system, object
                    ) = 1 as is_kept_by_vendor
                from {{ described }} as fields
                where not is_deleted
            ) as described
            on profiles.source_system = described.source_system
            and profiles.source_object = described.object
            and profiles.field = described.field
        where
            profiles.verdict = 'used'
            and not profiles.is_calculated
            and not coalesce(described.is_kept_by_vendor, false)
            and profiles.data_type in ('text', 'boolean')
            and profiles.source_system || '.' || coalesce(lower(described.vendor_type), '') not in (
                ''
                {%- for system, kinds in vendor_link_types().items() -%}
                    {%- for kind in kinds %}, '{{ system }}.{{ kind }}' {%- endfor -%}
                {%- endfor %}
            )
            and profiles.filled >= 2 * {{ quality_parameter("min_records") }}
            and (
                profiles.distinct_values <= {{ few }}
                or (
                    profiles.top_value_count >= {{ quality_parameter("min_records") }}
                    and length(profiles.top_value) < 255
                )
            )
            and coalesce(roles.field_role, '') not in (
                'record_id', 'stage', 'progress', 'lifecycle', 'forecast_category', 'owner', 'lead_owner',
                'record_owner', 'account_id', 'next_step', 'record_source', 'record_maker'
            )
    {%- endset -%}
    {%- set followed = {} -%}
    {%- for row in run_query(query).rows -%}
        {%- do followed.update({(row[0], row[1], row[2]): row[3]}) -%}
    {%- endfor -%}
    {%- set found = [] -%}
    {%- for system in vendors() -%}
        {%- set kept = streams(system) | selectattr("kept_by", "equalto", "people") -%}
        {%- set kept_by_people = kept | map(attribute="name") | list -%}
        {%- for row in quality_catalog(system) if row.column_name and row.created_column -%}
            {%- set place = (system, row.object, row.field) -%}
            {%- if row.object in kept_by_people and not row.is_system and place in followed -%}
                {%- do found.append({"system": system, "row": row, "value": followed[place]}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{#- How many of the records that were created on one day hold which value of one field. -#}
{% macro quality_value_days_of(followed, faults) -%}
    {%- set row = followed.row -%}
    {%- set fault = faults.get((followed.system, row.object, row.field), {}) -%}
    {%- set column = as_text(quality_identifier(row.column_name)) -%}
    select
        {{ quality_literal(followed.system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        {{ column }} as value,
        {{ reporting_date(quality_identifier(row.created_column)) }} as created_on,
        count(*) as records
    from {{ quality_raw_table(followed.system, row.object) }}
    where
        _deleted_at is null
        and {{ quality_identifier(row.created_column) }} is not null
        and {{ quality_is_filled(row, fault, raw=true) }}
        {%- if followed.value is not none %}
            and {{ column }} = {{ quality_literal(followed.value) }}
        {%- endif %}
    group by 4, 5
{%- endmacro %}
