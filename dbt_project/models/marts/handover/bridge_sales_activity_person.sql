select distinct activity_key, person_key
from {{ ref("int_sales_activities__described") }}
where person_key is not null
