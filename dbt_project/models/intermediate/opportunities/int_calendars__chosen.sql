{#- One row per system: the time zone in which its users pick a day. A close date is a day of this
    calendar, and is compared with instants in it; where the vendor names no zone it is the reporting
    time zone. -#}
{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as system,
        coalesce(max(time_zone), {{ glossary("reporting_time_zone") }}) as time_zone
    from {{ ref("stg_meta__source_info") }}
    where source_system = '{{ vendor }}'
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
