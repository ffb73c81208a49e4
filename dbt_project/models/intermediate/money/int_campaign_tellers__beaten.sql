{#- One row per campaign as one source tells it (teller_key) that another source tells more finely, and which
    one: its statements count in place of these (docs/money.md). -#}
{%- set ranks = [1, 2, 3] -%}
with
    told as (select * from {{ ref("int_marketing_spend__told") }}),

    -- a campaign as one source tells it; pay is never the same money as what was bought
    tellers as (
        select
            teller_key,
            source_system,
            record_system,
            record_object,
            record_id,
            comparable_name,
            own_channel,
            detail_rank,
            min(campaign_from) as campaign_from,
            max(campaign_to) as campaign_to,
            max(case when amount <> 0 then 1 else 0 end) = 1 as has_amount
        from told
        where cost_basis <> 'people' and comparable_name is not null
        group by
            teller_key,
            source_system,
            record_system,
            record_object,
            record_id,
            comparable_name,
            own_channel,
            detail_rank
    ),

    paid as (select code from {{ ref("glossary_channels") }} where is_paid),

    rivals as (
        select
            coarser.teller_key,
            finer.teller_key as finer_key,
            finer.detail_rank as finer_rank,
            finer.source_system as finer_system
        from tellers as coarser
        inner join
            tellers as finer
            on finer.comparable_name = coarser.comparable_name
            and finer.source_system <> coarser.source_system
            and finer.has_amount
            and (
                finer.detail_rank < coarser.detail_rank
                or (
                    finer.detail_rank = coarser.detail_rank
                    and finer.source_system < coarser.source_system
                )
            )
        left join paid as finer_paid on finer_paid.code = finer.own_channel
        left join paid as coarser_paid on coarser_paid.code = coarser.own_channel
        where
            -- one record of a campaign is itself
            (
                finer.record_system = coarser.record_system
                and finer.record_object = coarser.record_object
                and finer.record_id = coarser.record_id
            )
            or (
                (
                    finer.own_channel is null
                    or coarser.own_channel is null
                    or finer.own_channel = coarser.own_channel
                    or (finer_paid.code is not null and coarser_paid.code is not null)
                )
                and (
                    finer.campaign_to is null
                    or coarser.campaign_from is null
                    or finer.campaign_to >= coarser.campaign_from
                )
                and (
                    coarser.campaign_to is null
                    or finer.campaign_from is null
                    or coarser.campaign_to >= finer.campaign_from
                )
            )
    ),

    {%- for rank in ranks %}
        beaten_{{ rank }} as (
            select rivals.teller_key, min(rivals.finer_system) as finer_system
            from rivals
            inner join tellers on tellers.teller_key = rivals.teller_key
            {%- for before in ranks if before < rank %}
                left join
                    beaten_{{ before }} as out_{{ before }}
                    on out_{{ before }}.teller_key = rivals.finer_key
            {%- endfor %}
            where
                tellers.detail_rank = {{ rank }}
                {%- for before in ranks if before < rank %}
                    and out_{{ before }}.teller_key is null
                {%- endfor %}
            group by rivals.teller_key
        ) {{- "," if not loop.last }}
    {%- endfor %}

{%- for rank in ranks %}
    select *
    from beaten_{{ rank }}
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
