{#- Of these we know all that there is. -#}
{%- set kinds_of_ours = "('rule', 'definition')" -%}
with
    fields as (
        select
            source_system,
            source_object,
            field,
            is_custom,
            {{ key_of(["source_system", "source_object", "field"]) }} as field_key
        from {{ ref("field_profile") }}
    ),

    said as (
        select 'rule' as reference_kind, source_system, source_object, field, rule_id as referrer
        from {{ ref("int_quality__rule_reads") }}
        where field <> '*'
        union all
        select 'definition' as reference_kind, source_system, source_object, field, field_role
        from {{ ref("cnf_field_roles") }}
        union all
        select
            'sync' as reference_kind,
            source_system,
            source_object,
            field,
            'won by ' || winner as referrer
        from {{ ref("int_quality__sync_winners") }}
        union all
        select
            'formula' as reference_kind,
            source_system,
            source_object,
            field,
            formula_name || case
                when formula_object <> source_object then ' of ' || formula_object else ''
            end as referrer
        from {{ ref("int_quality__formula_reads") }}
        union all
        select reference_kind, source_system, source_object, field, referrer
        from {{ ref("int_quality__field_references") }}
    ),

    sight as (select * from {{ ref("int_quality__reference_sight") }}),

    placed as (
        select
            said.*,
            row_number() over (
                partition by reference_kind, source_system, source_object, field
                order by {{ byte_order("referrer") }}
            ) as place
        from (select distinct * from said) as said
    ),

    counted as (
        select
            reference_kind,
            source_system,
            source_object,
            field,
            count(*) as referrers,
            {{ quality_first_three("referrer", "place") }} as told
        from placed
        group by reference_kind, source_system, source_object, field
    ),

    -- A calculated field of the company's that keeps its formula to itself may read any field.
    untold_formulas as (
        select source_system, count(*) as formulas
        from {{ ref("stg_meta__fields") }}
        where is_custom and is_calculated and formula is null and not is_deleted
        group by source_system
    ),

    judged as (
        select
            fields.*,
            kinds.reference_kind,
            kinds.label as kind_label,
            kinds.reference_rank,
            coalesce(counted.referrers, 0) as referrers,
            counted.told as referred_by,
            case
                when
                    counted.referrers > 0
                    or kinds.reference_kind in {{ kinds_of_ours }}
                    or (kinds.reference_kind = 'formula' and untold_formulas.formulas is null)
                then null
                when kinds.reference_kind = 'formula'
                then
                    {{ as_text("untold_formulas.formulas") }} || case
                        when untold_formulas.formulas = 1
                        then ' calculated field of the system does not tell its formula'
                        else ' calculated fields of the system do not tell their formulas'
                    end
                when kinds.reference_kind = 'sync'
                then 'what else is synced is set in the systems'
                when sight.reference_kind is null
                then 'not read'
                when sight.could_not_see is null and sight.of_custom_fields_only
                then case when not fields.is_custom then 'told of custom fields only' end
                else sight.could_not_see
            end as could_not_see
        from fields
        cross join {{ ref("reference_kinds") }} as kinds
        left join
            counted
            on fields.source_system = counted.source_system
            and fields.source_object = counted.source_object
            and fields.field = counted.field
            and kinds.reference_kind = counted.reference_kind
        left join untold_formulas on fields.source_system = untold_formulas.source_system
        left join
            sight
            on fields.source_system = sight.source_system
            and kinds.reference_kind = sight.reference_kind
    )

select
    field_key,
    source_system,
    source_object,
    field,
    reference_kind,
    kind_label,
    reference_rank,
    case
        when referrers > 0 then 'yes' when could_not_see is not null then 'could_not_see' else 'no'
    end as verdict,
    cast(referrers as bigint) as referrers,
    referred_by,
    could_not_see
from judged
