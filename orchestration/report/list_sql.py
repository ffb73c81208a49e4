"""The SQL of the lists that are whole published tables, under the tables' own column names.

As in statements.py: spellings that DuckDB and Postgres share, text of the CRMs in byte order, and
no value from a CRM in a statement.
"""

from __future__ import annotations

from typing import Final

from orchestration.report.statements import COHORT_FIGURES, COHORT_SUMS

ALL_FIELDS: Final = """
select *
from quality.field_profile
order by source_system, source_object collate "C", field collate "C"
"""

ALL_PLACEHOLDERS: Final = """
select p.source_system, p.source_object, f.vendor_field, p.field, f.label, p.placeholder,
       p.spelling, p.records, p.record_ratio, p.is_counted_empty, p.why_not_empty
from quality.placeholder as p
left join quality.field_profile as f
    on p.source_system = f.source_system and p.source_object = f.source_object
    and p.field = f.field
order by p.records desc, p.source_system, p.source_object collate "C", p.field collate "C",
         p.placeholder collate "C"
"""

ALL_MISFITS: Final = """
select m.source_system, m.source_object, f.vendor_field, m.field, f.label, m.declared_type,
       m.value, m.reading, m.source_id
from quality.misfit as m
left join quality.field_profile as f
    on m.source_system = f.source_system and m.source_object = f.source_object
    and m.field = f.field
order by m.source_system, m.source_object collate "C", m.field collate "C", m.source_id collate "C"
"""

ALL_IDENTITIES: Final = """
select severity, kind, reason, explanation, how_to_fix, evidence, evidence_value, source_system,
       source_object, source_id, value, other_source_system, other_source_object,
       other_source_id, other_value
from quality.identity_conflict
order by case severity when 'critical' then 1 when 'major' then 2 else 3 end, kind, reason,
         evidence_value collate "C", source_system, source_object, source_id collate "C",
         other_source_id collate "C", conflict_key
"""

ALL_COHORTS: Final = f"""{COHORT_SUMS}select cast(c.cohort_month as date) as month,
       cast(c.entered as bigint) as entered, cast(c.imputed as bigint) as imputed,
{COHORT_FIGURES}"""

ALL_CONFLICTS: Final = """
select o.name, c.*
from quality.conflict as c
left join marts.fct_opportunity as o on c.opportunity_key = o.opportunity_key
where c.is_conflict
order by c.field, abs(c.amount_difference) desc nulls last,
         c.salesforce_opportunity_id collate "C", c.hubspot_deal_id collate "C"
"""

ALL_BREAKDOWNS: Final = """
select *
from marts.mart_channel_performance
order by breakdown, count_mql desc, count_inq desc, count_opp desc,
         breakdown_value collate "C" nulls last
"""
