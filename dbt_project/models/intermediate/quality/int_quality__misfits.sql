-- One row per value that its vendor's own type does not fit, and the number that it may be read as.
with
    misfits as (select * from {{ ref("int_quality__unfit_values") }}),

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
    ),

    -- As SQL writes a number.
    written as (
        select
            read.*,
            case
                when reading in ('unreadable', 'ambiguous')
                then null
                when reading = 'decimal comma'
                then replace(bare, ',', '.')
                when reading = 'grouped by points'
                then replace(replace(bare, '.', ''), ',', '.')
                else replace(bare, ',', '')
            end as number_text
        from read
    )

-- More digits than a decimal has room for are somebody's slip, and no reason to end the build.
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
        when
            length(bare) <= 24
            and length(replace({{ list_part("number_text", ".", 1) }}, '-', '')) <= 22
        then cast(number_text as decimal(28, 6))
    end as reads_as_number
from written
