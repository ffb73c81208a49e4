{#- Of the records where not both hold the usual value, so many have to agree, and there have to be so many. -#}
{%- set equal_ratio = "0.8" -%}
{%- set min_telling = 10 -%}
{#- Two fill each other's gaps where so few of the records that fill the emptier one fill both, and where by
    chance so many would, and five times as many as do. -#}
{%- set gap_ratio = "0.1" -%}
{%- set min_by_chance = 10 -%}
with
    counted as (
        select
            pairs.source_system,
            pairs.source_object,
            pairs.field as one_field,
            pairs.other_field as two_field,
            pairs.by_label,
            pairs.by_name,
            pairs.by_values,
            counts.records,
            counts.filled as one_filled,
            counts.other_filled as two_filled,
            counts.both_filled,
            counts.equal_values,
            counts.telling_records,
            counts.telling_equal,
            cast(counts.filled as {{ double_type() }})
            * counts.other_filled
            / nullif(counts.records, 0) as both_by_chance
        from {{ ref("int_quality__look_alikes") }} as pairs
        inner join
            {{ ref("int_quality__look_alike_counts") }} as counts
            on pairs.pair_key = counts.pair_key
    ),

    roles as (
        select distinct source_system, source_object, field from {{ ref("cnf_field_roles") }}
    ),

    ranked_fields as (
        select
            profiles.*,
            roles.field is not null as is_read_by_us,
            length(profiles.vendor_field) as name_length
        from {{ ref("field_profile") }} as profiles
        left join
            roles
            on profiles.source_system = roles.source_system
            and profiles.source_object = roles.source_object
            and profiles.field = roles.field
    ),

    -- Which of two is the one to keep: the first question that tells them apart.
    asked as (
        select
            counted.*,
            one.is_custom and two.is_custom as is_both_ours,
            one.vendor_field as one_name,
            two.vendor_field as two_name,
            one.data_type = 'boolean' and two.data_type = 'boolean' as is_box,
            one.data_type = two.data_type as is_one_type,
            {{ quality_kept_of_two() }}
        from counted
        inner join
            ranked_fields as one
            on counted.source_system = one.source_system
            and counted.source_object = one.source_object
            and counted.one_field = one.field
        inner join
            ranked_fields as two
            on counted.source_system = two.source_system
            and counted.source_object = two.source_object
            and counted.two_field = two.field
    ),

    judged as (
        select
            asked.*,
            case
                when
                    both_filled >= {{ quality_parameter("min_records") }}
                    and telling_records >= {{ min_telling }}
                    and telling_equal >= {{ equal_ratio }} * telling_records
                    and (
                        by_label
                        or by_name
                        or equal_values = {{ greatest_of(["one_filled", "two_filled"]) }}
                    )
                then 'same_values'
                when
                    (by_label or by_name)
                    and is_one_type
                    and not is_box
                    and one_filled >= {{ quality_parameter("min_records") }}
                    and two_filled >= {{ quality_parameter("min_records") }}
                    and both_filled
                    <= {{ gap_ratio }} * {{ least_of(["one_filled", "two_filled"]) }}
                    and both_by_chance >= {{ min_by_chance }}
                    and both_by_chance >= 5 * both_filled
                then 'fills_gaps'
                when both_filled < {{ quality_parameter("min_records") }}
                then 'too_few'
                when telling_records < {{ min_telling }}
                then 'never_vary'
                else 'different'
            end as verdict
        from asked
    ),

    turned as (
        select
            judged.*,
            case when is_one_kept then two_field else one_field end as field,
            case when is_one_kept then one_field else two_field end as other_field,
            case when is_one_kept then one_name else two_name end as other_name,
            case when is_one_kept then two_filled else one_filled end as filled,
            case when is_one_kept then one_filled else two_filled end as other_filled
        from judged
        where by_label or by_name or verdict = 'same_values'
    )

select
    source_system,
    source_object,
    field,
    other_field,
    by_label,
    by_name,
    not (by_label or by_name) as by_values_alone,
    cast(records as bigint) as records,
    cast(filled as bigint) as filled,
    cast(other_filled as bigint) as other_filled,
    cast(both_filled as bigint) as both_filled,
    {{ ratio("both_filled", least_of(["filled", "other_filled"])) }} as overlap_ratio,
    cast(equal_values as bigint) as equal_values,
    {{ ratio("equal_values", "both_filled") }} as agreement_ratio,
    cast(telling_records as bigint) as telling_records,
    cast(telling_equal as bigint) as telling_equal,
    verdict,
    verdict in ('same_values', 'fills_gaps') as is_to_merge,
    kept_because,
    {{ quality_look_alike_evidence() }} as evidence
from turned
