"""The SQL of the report, one constant per row type, in spellings DuckDB and Postgres share.

Column names equal the fields of the dataclasses in rows.py. Text of the CRMs is ordered by bytes
(`collate "C"`), so both engines pick the same examples. No value from a CRM is ever put into
a statement.
"""

from __future__ import annotations

from typing import Final

SYNC: Final = """
select source_system, stream, status, note,
       cast(rows_alive as bigint) as rows_alive, cast(rows_deleted as bigint) as rows_deleted,
       cast(misfits as bigint) as misfits,
       cast(last_as_of as timestamp) as last_as_of,
       cast(newest_source_update as timestamp) as newest_source_update,
       cast(source_count as bigint) as source_count, cast(difference as bigint) as difference
from marts.mart_sync_status
order by source_system, stream collate "C"
"""

STAGES: Final = """
select stage_code, cast(stage_rank as bigint) as stage_rank, stage_label, owner_team, definition
from marts.dim_stage
order by stage_rank, stage_code
"""

STEPS: Final = """
select c.stage_from, c.stage_to,
       cast(c.count_from as bigint) as count_from, cast(c.count_to as bigint) as count_to,
       cast(c.rate as double precision) as rate,
       cast(c.rate_low as double precision) as rate_low,
       cast(c.rate_high as double precision) as rate_high,
       cast(c.count_from_imputed as bigint) as from_imputed,
       cast(c.count_to_excluded as bigint) as to_excluded,
       cast(c.count_to + c.count_to_excluded as bigint) as to_recorded,
       c.is_next_step, c.could_not_see
from marts.mart_funnel_conversion as c
left join marts.dim_stage as s on s.stage_code = c.stage_to
where c.cycle_type = 'marketing_generated' and c.breakdown = 'all'
      and (c.is_next_step or (c.stage_from = 'MQL' and c.stage_to = 'WON'))
order by s.stage_rank, c.is_next_step desc
"""

LANES: Final = """
with seen as (
    -- a stage that could not be seen has no count in any row
    select count(*) = 0 or count(count_opp) > 0 as sees_opp,
           count(*) = 0 or count(count_won) > 0 as sees_won
    from marts.mart_channel_performance
)

select p.cycle_type, count(*) as cycles,
       case when seen.sees_opp then count(p.opp_at) end as opportunities,
       case when seen.sees_won then count(case when p.is_won then 1 end) end as won,
       case when seen.sees_opp then count(case when p.person_key is null then p.opp_at end)
       end as untraced
from marts.mart_pipeline as p
cross join seen
group by p.cycle_type, seen.sees_opp, seen.sees_won
order by count(*) desc, p.cycle_type
"""

MEDIAN_DAYS: Final = """
select cast(percentile_cont(0.5) within group (order by days_mql_to_won) as double precision)
from marts.mart_pipeline
where days_mql_to_won >= 0
"""

CHANNELS: Final = """
with ranked as (
    select p.*,
           row_number() over (
               partition by breakdown
               order by count_mql desc, count_inq desc, count_opp desc,
                        breakdown_value collate "C" nulls last
           ) as place,
           count(*) over (partition by breakdown) as values_in_breakdown
    from marts.mart_channel_performance as p
)
select r.breakdown, r.breakdown_value as value,
       case when r.breakdown = 'channel' then c.label end as label,
       cast(r.count_inq as bigint) as inq, cast(r.count_mql as bigint) as mql,
       cast(r.count_sal as bigint) as sal, cast(r.count_sql as bigint) as sql,
       cast(r.count_opp as bigint) as opp, cast(r.count_won as bigint) as won,
       cast(r.close_rate_numerator as bigint) as numerator,
       cast(r.close_rate_denominator as bigint) as denominator,
       cast(r.close_rate as double precision) as close_rate,
       cast(r.close_rate_low as double precision) as close_rate_low,
       cast(r.close_rate_high as double precision) as close_rate_high,
       cast(r.median_days_mql_to_won as double precision) as median_days,
       cast(coalesce(r.count_days, 0) as bigint) as days_counted,
       cast(r.open_amount_corporate as decimal(24, 4)) as open_amount,
       cast(r.won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(coalesce(r.count_open_without_amount, 0) as bigint) as open_without_amount,
       cast(coalesce(r.count_won_without_amount, 0) as bigint) as won_without_amount,
       r.could_not_see,
       cast(r.values_in_breakdown as bigint) as values_in_breakdown
from ranked as r
left join marts.dim_channel as c on r.breakdown = 'channel' and c.channel = r.breakdown_value
where r.place <= 40
order by r.breakdown, r.place
"""

#: Cohorts of recorded MQLs by month, and how many of them won.
COHORT_SUMS: Final = """
with cohorts as (
    select cohort_month,
           sum(count_entered) as entered, sum(count_imputed) as imputed,
           sum(count_sal) as sal, sum(count_sql) as sql, sum(count_opp) as opp,
           sum(count_won) as won, sum(won_amount_corporate) as won_amount,
           min(case when is_mature then 1 else 0 end) = 1 as is_mature
    from marts.mart_funnel_cohort
    where cohort_stage = 'MQL'
    group by cohort_month
),

wins as (
    select breakdown_value as month, rate, rate_low, rate_high, could_not_see
    from marts.mart_funnel_conversion
    where cycle_type = 'marketing_generated' and breakdown = 'cohort_month'
          and stage_from = 'MQL' and stage_to = 'WON'
)

"""

#: What the page and its list say of a cohort alike.
COHORT_FIGURES: Final = """\
       cast(c.sal as bigint) as sal, cast(c.sql as bigint) as sql, cast(c.opp as bigint) as opp,
       cast(c.won as bigint) as won, cast(c.won_amount as decimal(24, 4)) as won_amount,
       cast(w.rate as double precision) as rate,
       cast(w.rate_low as double precision) as rate_low,
       cast(w.rate_high as double precision) as rate_high,
       c.is_mature, w.could_not_see
from cohorts as c
left join wins as w on w.month = substr(cast(c.cohort_month as varchar), 1, 7)
order by c.cohort_month
"""

COHORTS: Final = f"""{COHORT_SUMS}select cast(c.cohort_month as date) as month,
       cast(coalesce(c.entered, 0) as bigint) as entered,
       cast(coalesce(c.imputed, 0) as bigint) as imputed,
{COHORT_FIGURES}"""

TRUST: Final = """
select worst_finding, opportunities, opportunities_estimated as unpriced,
       cast(recorded_amount as decimal(24, 4)) as recorded,
       cast(estimated_amount as decimal(24, 4)) as estimated,
       cast(amount as decimal(24, 4)) as amount,
       cast(amount_ratio as double precision) as share,
       cast(untrusted_amount as decimal(24, 4)) as untrusted,
       cast(untrusted_ratio as double precision) as untrusted_share
from quality.trust_slice
order by worst_finding
"""

SCORES: Final = """
select metric, scope, cast(value as double precision) as value, outcome,
       cast(numerator as decimal(24, 4)) as numerator,
       cast(denominator as decimal(24, 4)) as denominator
from quality.score
order by metric, scope
"""

RULES: Final = """
select rule_id, cast(rule_version as varchar) as rule_version, name, severity, level,
       cast(population as bigint) as population, cast(coalesce(failed, 0) as bigint) as failed,
       cast(fail_ratio as double precision) as fail_ratio,
       cast(open_amount_touched as decimal(24, 4)) as open_amount,
       cast(open_amount_ratio as double precision) as open_share,
       cast(records_touched as bigint) as records,
       why_it_matters, how_to_fix, is_judged, outcome, could_not_see,
       cast(open_amount_estimated as decimal(24, 4)) as estimated_amount,
       cast(problem_rank as bigint) as problem_rank
from quality.rule_result
order by rule_id
"""

CONFLICT_COUNTS: Final = """
select field, pairs, pairs_equal as equal, pairs_in_conflict as conflicts,
       pairs_not_comparable as incomparable, cast(conflict_ratio as double precision) as share,
       cast(amount_difference as decimal(24, 4)) as difference
from quality.conflict_share
order by field
"""

CONFLICTS: Final = """
with ranked as (
    select c.field, c.opportunity_key, c.hubspot_deal_id, c.salesforce_opportunity_id,
           c.hubspot_value, c.salesforce_value, c.amount_difference, o.name, o.amount_corporate,
           row_number() over (
               partition by c.field
               order by abs(c.amount_difference) desc nulls last,
                        o.amount_corporate desc nulls last,
                        c.salesforce_opportunity_id collate "C", c.hubspot_deal_id collate "C"
           ) as place
    from quality.conflict as c
    left join marts.fct_opportunity as o on c.opportunity_key = o.opportunity_key
    where c.is_conflict
)

select field, name, opportunity_key, hubspot_deal_id, salesforce_opportunity_id,
       cast(hubspot_value as varchar) as hubspot_value,
       cast(salesforce_value as varchar) as salesforce_value,
       cast(amount_difference as decimal(24, 4)) as difference,
       cast(amount_corporate as decimal(24, 4)) as amount
from ranked
where place <= 10
order by field, place
"""

IDENTITY_COUNTS: Final = """
select kind, reason, severity, explanation, how_to_fix, count(*) as cases
from quality.identity_conflict
group by kind, reason, severity, explanation, how_to_fix
order by case severity when 'critical' then 1 when 'major' then 2 else 3 end, count(*) desc,
         kind, reason
"""

IDENTITIES: Final = """
with ranked as (
    select c.*, p.label as evidence_label,
           row_number() over (
               partition by c.kind, c.reason
               order by c.evidence_value collate "C", c.source_system, c.source_object,
                        c.source_id collate "C", c.other_source_id collate "C", c.conflict_key
           ) as place
    from quality.identity_conflict as c
    left join quality.field_profile as p
        on c.kind = 'link' and p.source_system = c.source_system
        and p.source_object = c.source_object and p.field = c.evidence
)

select kind, reason, evidence, evidence_label, evidence_value, source_system, source_object,
       source_id, value, other_source_system, other_source_object, other_source_id, other_value
from ranked
where place <= 5
order by kind, reason, place
"""

FIELDS: Final = """
select source_system, source_object, field, vendor_field, label, data_type, is_custom,
       is_calculated,
       cast(records as bigint) as records, cast(filled as bigint) as filled,
       cast(fill_ratio as double precision) as fill_ratio,
       cast(filled_raw as bigint) as filled_raw,
       cast(fill_ratio_raw as double precision) as fill_ratio_raw,
       cast(placeholder_records as bigint) as placeholder_records,
       cast(placeholder_ratio as double precision) as placeholder_ratio,
       placeholders, placeholder_candidates,
       cast(misfits as bigint) as misfits, misfit_examples,
       cast(records_90d as bigint) as records_90d, cast(filled_90d as bigint) as filled_90d,
       cast(fill_ratio_90d as double precision) as fill_ratio_90d,
       cast(records_365d as bigint) as records_365d, cast(filled_365d as bigint) as filled_365d,
       cast(fill_ratio_365d as double precision) as fill_ratio_365d,
       cast(distinct_values as bigint) as distinct_values,
       cast(top_value as varchar) as top_value,
       cast(top_value_ratio as double precision) as top_value_ratio,
       cast(last_filled_created_at as date) as last_filled, verdict
from quality.field_profile
order by source_system, source_object, field
"""

CURRENCIES: Final = """
select currency_code, count(*) as opportunities
from marts.fct_opportunity
where amount is not null
group by currency_code
order by count(*) desc, currency_code
"""

CORPORATE_CURRENCY: Final = """
select currency_code, minor_units
from marts.dim_currency
where is_corporate
order by currency_code
"""

CHECKS: Final = """
select suite, count(*) as checks, count(case when success then 1 end) as passed
from quality.expectation_result
where rule_id is null
group by suite
order by suite
"""

DEFINITIONS: Final = """
select definition_id, value, unit, definition, owner_team, agreed_marketing, agreed_sales,
       cast(agreed_on as varchar) as agreed_on, is_signed
from marts.dim_definition
order by is_signed, definition_id collate "C"
"""

ACCOUNTS: Final = """
select source_system, account_id, ui_url
from marts.dim_source_system
order by source_system
"""
