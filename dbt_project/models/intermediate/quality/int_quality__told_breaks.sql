{#- The breaks that are findings, by the rule that tells each: of one field and rule the last one. A fill that
    broke off too slowly, or among too few, to be dated by days is told by its month, unless something else
    emptied the field then. -#}
with
    ledger as (select * from {{ ref("field_ledger") }}),

    breaks as (
        select
            field_break.*, case when break_kind = 'fill_fell' then 'F009' else 'F012' end as rule_id
        from {{ ref("field_break") }} as field_break
    ),

    ranked as (
        select
            breaks.*,
            row_number() over (
                partition by rule_id, source_system, source_object, field
                order by broke_on desc, break_key
            ) as place
        from breaks
    ),

    of_days as (
        select
            rule_id,
            source_system,
            source_object,
            field,
            break_kind,
            broke_on,
            value_after,
            'since '
            || {{ as_text("broke_on") }}
            || ': '
            || evidence
            || case when actor is null then '; whose doing is unknown' else '' end as detail
        from ranked
        where place = 1
    ),

    of_months as (
        select
            'F009' as rule_id,
            ledger.source_system,
            ledger.source_object,
            ledger.field,
            'fill_fell' as break_kind,
            cast(ledger.broke_in_month || '-01' as date) as broke_on,
            cast(null as {{ dbt.type_string() }}) as value_after,
            'filled on '
            || {{ quality_told_percent("ledger.fill_ratio_before") }}
            || ' of the records of the six months before '
            || ledger.broke_in_month
            || ', on '
            || {{ quality_told_percent("ledger.fill_ratio_after") }}
            || ' of those created since' as detail
        from ledger
        where ledger.is_broken
    )

select *
from of_days
union all
select of_months.*
from of_months
where
    not exists (
        select 1
        from breaks
        where
            breaks.source_system = of_months.source_system
            and breaks.source_object = of_months.source_object
            and breaks.field = of_months.field
            and (
                breaks.break_kind = 'fill_fell'
                or (
                    breaks.break_kind in ('placeholder_began', 'mass_emptied')
                    and breaks.broke_on
                    >= cast({{ dbt.dateadd("month", -1, "of_months.broke_on") }} as date)
                    and breaks.broke_on
                    < cast({{ dbt.dateadd("month", 1, "of_months.broke_on") }} as date)
                )
            )
    )
