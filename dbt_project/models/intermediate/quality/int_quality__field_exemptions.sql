{#- Why a field that nobody fills may be needed all the same. Names in small letters: of what is filled once
    a period, of what is filled only where a case arises. -#}
{%- set period_names = "(quarter|year_?end|annual|fiscal|_q[1-4](_|$))" -%}
{%- set case_names = "(reason|exception|override|opt_?out|do_?not|on_hold|escalat)" -%}
{%- set exemptions = [
    "read_by_us",
    "read_by_a_formula",
    "filled_then_cleared",
    "calculated",
    "brand_new",
    "standard",
    "package",
    "end_of_period",
    "checkbox",
    "blank_is_an_answer",
] -%}
with
    fields as (
        select profiles.*, described.created_at
        from {{ ref("field_profile") }} as profiles
        inner join
            {{ ref("stg_meta__fields") }} as described
            on profiles.source_system = described.source_system
            and profiles.source_object = described.object
            and profiles.field = described.field
        where profiles.verdict in ('never_populated', 'abandoned')
    ),

    read_by_us as (
        select source_system, source_object, field
        from {{ ref("int_quality__rule_reads") }}
        where field <> '*'
        union
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
    ),

    formulas as (
        select distinct source_system, source_object, field
        from {{ ref("int_quality__formula_reads") }}
    ),

    facts as (
        select
            fields.source_system,
            fields.source_object,
            fields.field,
            read_by_us.field is not null as read_by_us,
            formulas.field is not null as read_by_a_formula,
            fields.filled = 0 and writes.last_value_written_at is not null as filled_then_cleared,
            fields.is_calculated as calculated,
            {{ quality_is_brand_new("fields.created_at") }} as brand_new,
            not fields.is_custom as standard,
            {{ quality_is_of_a_package("fields.vendor_field") }} as package,
            {{ matches("lower(fields.vendor_field)", period_names) }} as end_of_period,
            fields.data_type = 'boolean' as checkbox,
            {{ matches("lower(fields.vendor_field)", case_names) }} as blank_is_an_answer
        from fields
        left join
            read_by_us
            on fields.source_system = read_by_us.source_system
            and fields.source_object = read_by_us.source_object
            and fields.field = read_by_us.field
        left join
            formulas
            on fields.source_system = formulas.source_system
            and fields.source_object = formulas.source_object
            and fields.field = formulas.field
        left join
            {{ ref("int_quality__field_writes") }} as writes
            on fields.source_system = writes.source_system
            and fields.source_object = writes.source_object
            and fields.field = writes.field
    ),

    ranked as (
        select
            facts.source_system,
            facts.source_object,
            facts.field,
            exemptions.exemption,
            exemptions.unused,
            exemptions.label,
            row_number() over (
                partition by facts.source_system, facts.source_object, facts.field
                order by exemptions.exemption_rank
            ) as place
        from facts
        inner join
            {{ ref("field_exemptions") }} as exemptions
            {%- for exemption in exemptions %}
                {{ "on" if loop.first else "or" }}
                (exemptions.exemption = '{{ exemption }}' and facts.{{ exemption }})
            {%- endfor %}
    )

select source_system, source_object, field, exemption, unused, label
from ranked
where place = 1
