{{ config(materialized="view") }}
{#- One row per system: the day that it is there now. What needs the day alone reads it here, and need not
    be built anew by the hour. -#}
select system, time_zone, {{ local_date(as_of(), "time_zone") }} as today
from {{ ref("int_calendars__chosen") }}
