with
    profiles as (select * from {{ ref("field_profile") }}),

    months as (select * from {{ ref("int_quality__field_months") }}),

    options as (select * from {{ ref("int_quality__field_option_counts") }}),

    writes as (select * from {{ ref("int_quality__field_writes") }}),

    exemptions as (select * from {{ ref("int_quality__field_exemptions") }}),

    described as (select * from {{ ref("stg_meta__fields") }}),

    merging as (select * from {{ ref("int_quality__field_merges") }}),

    unreferenced as (select * from {{ ref("int_quality__unreferenced_fields") }}),

    breaks as (
        select source_system, source_object, field, max(broke_on) as broke_on
        from {{ ref("field_break") }}
        group by source_system, source_object, field
    ),

    known as (
        select
            profiles.*,
            case when profiles.filled > 0 then profiles.distinct_values = 1 end as is_constant,
            case
                when profiles.filled > 0 then {{ quality_is_near_constant("profiles") }}
            end as is_near_constant,
            -- of a field whose vendor tells no default nothing is known
            case
                when profiles.filled > 0 and described.default_value is not null
                then profiles.distinct_values = 1 and profiles.top_value = described.default_value
            end as is_default_only,
            options.active_options,
            options.never_used_options,
            options.undeclared_values,
            options.relabelled_values,
            writes.last_written_at,
            case
                when writes.field is null then 'its history is not read'
            end as no_write_known_because,
            case
                when profiles.verdict = 'abandoned' then months.first_month_without
            end as died_in_month,
            coalesce(months.is_judged, false) as is_break_judged,
            months.broke_in_month,
            breaks.broke_on,
            months.fill_ratio_before,
            months.fill_ratio_after,
            exemptions.exemption,
            exemptions.label as exemption_label,
            merging.merge_into,
            merging.merge_evidence,
            merging.has_what_the_other_lacks,
            merging.repeated_by,
            unreferenced.is_unreferenced,
            case
                when profiles.verdict in ('could_not_see', 'too_few')
                then 'could_not_see'
                when profiles.verdict in ('never_populated', 'abandoned')
                then coalesce(exemptions.unused, 'yes')
                else 'no'
            end as unused
        from profiles
        left join
            described
            on profiles.source_system = described.source_system
            and profiles.source_object = described.object
            and profiles.field = described.field
        {%- for part in [
                "months",
                "options",
                "writes",
                "exemptions",
                "breaks",
                "merging",
                "unreferenced",
            ] %}
            left join
                {{ part }}
                on profiles.source_system = {{ part }}.source_system
                and profiles.source_object = {{ part }}.source_object
                and profiles.field = {{ part }}.field
        {%- endfor %}
    ),

    advised as (select known.*, {{ quality_field_advice() }} as advice from known)

select
    {{ key_of(["source_system", "source_object", "field"]) }} as field_key,
    source_system,
    source_object,
    field,
    is_constant,
    is_near_constant,
    is_default_only,
    cast(active_options as bigint) as active_options,
    cast(never_used_options as bigint) as never_used_options,
    cast(undeclared_values as bigint) as undeclared_values,
    cast(relabelled_values as bigint) as relabelled_values,
    last_written_at,
    no_write_known_because,
    died_in_month,
    is_break_judged,
    broke_in_month is not null as is_broken,
    broke_in_month,
    fill_ratio_before,
    fill_ratio_after,
    broke_on,
    unused,
    exemption,
    exemption_label,
    merge_into is not null as is_to_merge,
    merge_into,
    merge_evidence,
    cast(coalesce(repeated_by, 0) as bigint) as repeated_by,
    is_unreferenced,
    advised.advice,
    {{ quality_field_evidence() }} as evidence,
    case
        when advised.advice <> 'keep'
        then
            row_number() over (
                order by
                    advices.advice_rank,
                    records desc,
                    source_system,
                    {{ byte_order("source_object") }},
                    {{ byte_order("field") }}
            )
    end as attention_rank
from advised
inner join {{ ref("field_advices") }} as advices on advised.advice = advices.advice
