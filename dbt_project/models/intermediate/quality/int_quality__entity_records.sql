-- Which records are one person, account or opportunity.
select source_system, source_object, source_id, 'opportunity ' || opportunity_key as entity
from {{ ref("bridge_opportunity_source") }}
union all
select source_system, source_object, source_id, 'account ' || account_key as entity
from {{ ref("bridge_account_source") }}
union all
select source_system, source_object, source_id, 'person ' || person_key as entity
from {{ ref("bridge_person_source") }}
