"""The SQL about findings: the few on the page, and the lists that hold them all.

As in statements.py: spellings that DuckDB and Postgres share, text of the CRMs in byte order, and
no value from a CRM in a statement. Findings that are fixed are told apart everywhere.
"""

from __future__ import annotations

from typing import Final

_SEVERITY_RANK: Final = "case f.severity when 'critical' then 3 when 'major' then 2 else 1 end"

# Whose record it is, what it is called, and the same person, account or deal in the other system.
_ENTITIES: Final = """
entities as (
    select source_system, source_object, source_id, 'opportunity ' || opportunity_key as entity
    from marts.bridge_opportunity_source
    union all
    select source_system, source_object, source_id, 'account ' || account_key as entity
    from marts.bridge_account_source
    union all
    select source_system, source_object, source_id, 'person ' || person_key as entity
    from marts.bridge_person_source
),

names as (
    select 'opportunity ' || opportunity_key as entity, name from marts.fct_opportunity
    union all
    select 'account ' || account_key as entity, name from marts.dim_account
    union all
    select 'person ' || person_key as entity,
           nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') as name
    from marts.dim_person
),

found as (
    select distinct source_system, source_object, source_id
    from quality.finding
    where source_id is not null
),

ranked_twins as (
    select found.source_system, found.source_object, found.source_id, here.entity,
           there.source_system as twin_system, there.source_object as twin_object,
           there.source_id as twin_id,
           row_number() over (
               partition by found.source_system, found.source_object, found.source_id
               order by there.source_object collate "C", there.source_id collate "C"
           ) as place
    from found
    inner join entities as here
        on here.source_system = found.source_system and here.source_object = found.source_object
        and here.source_id = found.source_id
    left join entities as there
        on there.entity = here.entity and there.source_system <> here.source_system
),

records as (
    select t.source_system, t.source_object, t.source_id, t.twin_system, t.twin_object, t.twin_id,
           max(n.name) as record_name
    from ranked_twins as t
    left join names as n on n.entity = t.entity
    where t.place = 1
    group by t.source_system, t.source_object, t.source_id, t.twin_system, t.twin_object, t.twin_id
)
"""

_COLUMNS: Final = """
f.rule_id, f.severity, f.status, f.source_system, f.source_object, f.field, p.vendor_field,
f.source_id, e.record_name,
e.twin_system, e.twin_object, e.twin_id, f.owner_key, u.name as owner_name, u.hubspot_owner_id,
u.salesforce_user_id, f.detail, f.other_value,
cast(f.amount_corporate as decimal(24, 4)) as amount, f.first_seen_at, f.fixed_at
"""

_JOINS: Final = """
left join records as e
    on f.source_system = e.source_system and f.source_object = e.source_object
    and f.source_id = e.source_id
left join marts.dim_user as u on f.owner_key = u.owner_key
left join quality.field_profile as p
    on f.source_system = p.source_system and f.source_object = p.source_object and f.field = p.field
"""

_MOST_MONEY_FIRST: Final = """
f.amount_corporate desc nulls last, f.source_system, f.source_object, f.field collate "C",
f.source_id collate "C", f.finding_key
"""

EXAMPLES: Final = f"""
with {_ENTITIES},

ranked as (
    select f.*,
           row_number() over (partition by f.rule_id order by {_MOST_MONEY_FIRST}) as place
    from quality.finding as f
    where f.status <> 'fixed'
)

select {_COLUMNS}
from ranked as f
{_JOINS}
where f.place <= 5
order by f.rule_id, f.place
"""  # noqa: S608  built of the constants above

BY_PROBLEM: Final = f"""
with {_ENTITIES}

select {_COLUMNS}
from quality.finding as f
{_JOINS}
where f.status <> 'fixed'
order by f.rule_id, {_MOST_MONEY_FIRST}
"""  # noqa: S608

BY_OWNER: Final = f"""
with {_ENTITIES}

select {_COLUMNS}
from quality.finding as f
{_JOINS}
where f.status <> 'fixed' and f.source_id is not null
order by f.owner_key nulls last, {_SEVERITY_RANK} desc, {_MOST_MONEY_FIRST}
"""  # noqa: S608

RECENTLY_FIXED: Final = f"""
with {_ENTITIES}

select {_COLUMNS}
from quality.finding as f
{_JOINS}
where f.status = 'fixed' and f.is_recent
order by {_SEVERITY_RANK} desc, f.rule_id, {_MOST_MONEY_FIRST}
"""  # noqa: S608

STATUSES: Final = """
select rule_id, status, count(*) as findings
from quality.finding
where status is not null and (status <> 'fixed' or is_recent)
group by rule_id, status
order by rule_id, status
"""

OWNERS: Final = """
with counted as (
    select rule_id, owner_key, count(*) as findings
    from quality.finding
    where owner_key is not null and status <> 'fixed'
    group by rule_id, owner_key
),

ranked as (
    select rule_id, owner_key, findings,
           row_number() over (partition by rule_id order by findings desc, owner_key) as place
    from counted
)

select r.rule_id, r.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       r.findings
from ranked as r
left join marts.dim_user as u on r.owner_key = u.owner_key
where r.place <= 3
order by r.rule_id, r.place
"""

OWNER_TOTALS: Final = """
select f.owner_key, u.name as owner_name, u.hubspot_owner_id, u.salesforce_user_id,
       count(*) as findings,
       count(distinct f.source_system || ' ' || f.source_object || ' ' || f.source_id) as records,
       count(case when f.severity = 'critical' then 1 end) as critical,
       count(case when f.severity = 'major' then 1 end) as major,
       count(case when f.is_recent then 1 end) as recent
from quality.finding as f
left join marts.dim_user as u on f.owner_key = u.owner_key
where f.status <> 'fixed' and f.source_id is not null
group by f.owner_key, u.name, u.hubspot_owner_id, u.salesforce_user_id
order by critical desc, major desc, findings desc, f.owner_key nulls last
"""

OBJECT_RULES: Final = """
select source_system, source_object, rule_id, count(distinct source_id) as records
from quality.finding
where source_id is not null and status <> 'fixed'
group by source_system, source_object, rule_id
order by source_system, source_object, rule_id
"""
