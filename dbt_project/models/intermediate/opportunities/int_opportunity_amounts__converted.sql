{#- One row per living record of an opportunity: its amount, and the same in the corporate currency by the
    rate of the day it closed or is to close (see converted_amounts). -#}
with
    described as (
        select
            source_system,
            source_object,
            source_id,
            amount,
            home_amount,
            currency_code,
            {{ nothing("number") }} as vendor_rate,
            close_date as rate_date
        from {{ ref("int_opportunity_records__described") }}
    )

    {{ converted_amounts("described", ["source_system", "source_object", "source_id"]) }}
