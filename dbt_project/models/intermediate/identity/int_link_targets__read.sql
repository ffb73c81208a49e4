{#- One row per kind of record that links may name and that was read: what was never read may well be
    there. -#}
select source_system, source_object as object
from {{ ref("int_link_targets__listed") }}
union
select source_system, stream as object
from {{ ref("stg_meta__runs") }}
where status = 'ok'
