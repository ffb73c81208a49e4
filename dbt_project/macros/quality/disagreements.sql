{#- Body of a rule: the pairs of linked records that can be compared on a field ('stage', 'amount'), one
    finding on the record that represents the opportunity. One that is linked to several others is
    reported once, against the one that differs. -#}
{% macro quality_disagreements(field) -%}
    with
        pairs as (
            select
                conflict.*,
                row_number() over (
                    partition by source_system, source_object, source_id
                    order by
                        case when is_conflict then 0 else 1 end,
                        other_source_system,
                        other_source_object,
                        other_source_id
                ) as pair_rank
            from {{ ref("conflict") }} as conflict
            where field = '{{ field }}' and is_comparable
        ),

        roles as (
            select source_system, source_object, field
            from {{ ref("cnf_field_roles") }}
            where field_role = '{{ field }}'
        ),

        titles as ({{ vendor_title_rows() }})

    select
        pairs.source_system,
        pairs.source_object,
        roles.field,
        pairs.source_id,
        pairs.is_conflict as is_failed,
        case
            when pairs.is_conflict
            then
                titles.title
                || ' '
                || pairs.value
                || ', '
                || other_titles.title
                || ' '
                || pairs.other_value
        end as detail,
        case when pairs.is_conflict then pairs.other_value end as other_value
    from pairs
    inner join
        roles
        on pairs.source_system = roles.source_system
        and pairs.source_object = roles.source_object
    inner join titles on pairs.source_system = titles.source_system
    inner join titles as other_titles on pairs.other_source_system = other_titles.source_system
    where pairs.pair_rank = 1
{%- endmacro %}


{#- Body of a query: each vendor with the name that people give it: (source_system, title). -#}
{% macro vendor_title_rows() -%}
    {{ literal_rows({"source_system": "text", "title": "text"}, vendor_titles().items() | list) }}
{%- endmacro %}
