{{ config(materialized="view") }}
select *
from {{ ref("int_sales_activities__unioned") }}
where happened_at <= {{ as_of() }}
