{{ config(materialized="view") }}
{#- Days to come prove nothing yet. -#}
select *
from {{ ref("int_stage_evidence__stated") }}
where {{ earliest_instant() }} <= {{ as_of() }}
