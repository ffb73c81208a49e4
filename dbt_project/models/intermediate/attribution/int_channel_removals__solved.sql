{#- One row per conversion and channel: which part of the conversions would be missed if whoever comes to the
    channel went away there (Markov chain of first order over all journeys).
    With Q the probabilities from channel to channel, and N the inverse of 1 - Q: N[a, b] is how often who is at
    a comes to b, so that N[a, b] / N[b, b] is how probable it is that he ever does. What goes through a channel
    is how probable it is to come there, times how probable a conversion is from there; no matrix is solved
    again without it. N is found by exchanging each channel in turn (Gauss and Jordan), a step written out for
    each; no row is exchanged, for the diagonal of 1 - Q is never less than the rest of its row.
    Of more channels than steps none has an effect. -#}
{%- set most_channels = 40 %}
with
    steps as (select * from {{ ref("int_channel_steps__counted") }}),

    channels as (
        select
            conversion,
            channel,
            cast(
                row_number() over (
                    partition by conversion order by {{ byte_order("channel") }}
                ) as bigint
            ) as place
        from (select distinct conversion, to_channel as channel from steps) as met
        where channel is not null
    ),

    probable as (
        select
            conversion,
            from_channel,
            to_channel,
            is_conversion,
            cast(count_steps as {{ double_type() }})
            / sum(count_steps) over (partition by conversion, from_channel) as probability
        from steps
    ),

    step_0 as (
        select
            origins.conversion,
            origins.place as i,
            goals.place as j,
            case when origins.place = goals.place then 1 else 0 end
            - coalesce(probable.probability, 0) as value
        from channels as origins
        inner join channels as goals on goals.conversion = origins.conversion
        left join
            probable
            on probable.conversion = origins.conversion
            and probable.from_channel = origins.channel
            and probable.to_channel = goals.channel
    ),
    {%- for step in range(1, most_channels + 1) %}

        step_{{ step }} as ({{ inverse_step("step_" ~ (step - 1), step) }}),
    {%- endfor %}

    inverted as (
        select step_{{ most_channels }}.*
        from step_{{ most_channels }}
        inner join
            (
                select conversion, max(place) as count_channels from channels group by conversion
            ) as counted
            on counted.conversion = step_{{ most_channels }}.conversion
            and counted.count_channels <= {{ most_channels }}
    ),

    begun as (
        select channels.conversion, channels.place, probable.probability
        from channels
        inner join
            probable
            on probable.conversion = channels.conversion
            and probable.to_channel = channels.channel
            and probable.from_channel is null
    ),

    converted as (
        select channels.conversion, channels.place, probable.probability
        from channels
        inner join
            probable
            on probable.conversion = channels.conversion
            and probable.from_channel = channels.channel
            and probable.is_conversion
    ),

    reached as (
        select
            inverted.conversion,
            inverted.j as place,
            sum(begun.probability * inverted.value) as count_visits
        from inverted
        inner join begun on begun.conversion = inverted.conversion and begun.place = inverted.i
        group by inverted.conversion, inverted.j
    ),

    converting as (
        select
            inverted.conversion,
            inverted.i as place,
            sum(converted.probability * inverted.value) as probability
        from inverted
        inner join
            converted on converted.conversion = inverted.conversion and converted.place = inverted.j
        group by inverted.conversion, inverted.i
    ),

    in_all as (
        select begun.conversion, sum(begun.probability * converting.probability) as probability
        from begun
        inner join
            converting
            on converting.conversion = begun.conversion
            and converting.place = begun.place
        group by begun.conversion
    )

select
    channels.conversion,
    channels.channel,
    {{
        ratio_of_twelve_places(
            "reached.count_visits * coalesce(converting.probability, 0)"
            ~ " / diagonal.value / in_all.probability"
        )
    }} as removal_effect
from channels
inner join reached on reached.conversion = channels.conversion and reached.place = channels.place
inner join
    inverted as diagonal
    on diagonal.conversion = channels.conversion
    and diagonal.i = channels.place
    and diagonal.j = channels.place
left join
    converting on converting.conversion = channels.conversion and converting.place = channels.place
inner join in_all on in_all.conversion = channels.conversion and in_all.probability > 0
