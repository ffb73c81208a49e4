{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_objects_with_misfits(system) -%}
        {%- do selects.append(quality_misfits_of(system, row)) -%}
    {%- endfor -%}
{%- endfor %}

-- One row per value that its vendor's own type does not fit, on records that are alive.
with
    misfits as (
        {{
            union_of(selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "source_id": "text",
                    "declared_type": "text",
                    "value": "text",
                    "created_at": "timestamp",
                }
            )
        }}
    ),

    -- What is left of a number when the currency and the spaces between its digits are taken away.
    bared as (
        select
            misfits.*,
            declared_type in ('integer', 'number') as is_number,
            {{ quality_bare_number("value") }} as bare
        from misfits
    ),

    read as (
        select
            bared.*,
            case
                when not is_number
                then 'unreadable'
                when {{ matches("bare", "^-?[1-9][0-9]{0,2},[0-9]{3}$") }}
                then 'ambiguous'
                when {{ matches("bare", quality_points_and_commas()) }}
                then 'grouped by commas'
                when {{ matches("bare", quality_commas_and_points()) }}
                then 'grouped by points'
                when {{ matches("bare", "^-?[0-9]+,[0-9]+$") }}
                then 'decimal comma'
                when {{ matches("bare", "^-?([0-9]+[.]?[0-9]*|[.][0-9]+)$") }}
                then 'plain'
                else 'unreadable'
            end as reading
        from bared
    )

select
    source_system,
    source_object,
    field,
    source_id,
    declared_type,
    value,
    created_at,
    reading,
    case
        when reading in ('unreadable', 'ambiguous') or length(bare) > 24
        then null
        when reading = 'decimal comma'
        then cast(replace(bare, ',', '.') as decimal(28, 6))
        when reading = 'grouped by points'
        then cast(replace(replace(bare, '.', ''), ',', '.') as decimal(28, 6))
        else cast(replace(bare, ',', '') as decimal(28, 6))
    end as reads_as_number
from read
