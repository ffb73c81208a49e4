-- A hit is a kind of touch that a file tells of and the glossary does not know: it could be neither
-- marketing's nor sales', and would share no credit.
{{ config(meta={"dagster": {"ref": {"name": "fct_touchpoint"}}}) -}}
select touches.source_system, touches.source_object, touches.touch_type, count(*) as count_touches
from {{ ref("cnf_touches") }} as touches
left join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
where types.code is null
group by touches.source_system, touches.source_object, touches.touch_type
