-- One row per value of a record that an id ties to one of another system, in a field whose
-- counterpart there may be written and takes only so many characters, or only its options. What
-- fails is one that the counterpart cannot take; what it holds already it once took.
with
    roles as (select * from {{ ref("cnf_field_roles") }}),

    written as (select * from {{ ref("int_quality__synced_values") }}),

    options as (
        select source_system, object as source_object, field, value
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
    ),

    -- of a list without options nothing is known
    listed as (select distinct source_system, source_object, field from options),

    -- a side that wins its field is not written by the sync
    takers as (
        select
            fields.source_system,
            fields.object as source_object,
            fields.field,
            roles.field_role,
            fields.label,
            fields.max_length,
            coalesce(fields.is_restricted, false) and listed.field is not null as is_restricted
        from {{ ref("stg_meta__fields") }} as fields
        inner join
            roles
            on roles.source_system = fields.source_system
            and roles.source_object = fields.object
            and roles.field = fields.field
        left join
            listed
            on listed.source_system = fields.source_system
            and listed.source_object = fields.object
            and listed.field = fields.field
        left join
            {{ ref("int_quality__sync_winners") }} as winners
            on winners.source_system = fields.source_system
            and winners.source_object = fields.object
            and winners.field = fields.field
        where
            not fields.is_deleted
            and fields.is_readable
            and not fields.is_calculated
            and coalesce(fields.is_updateable, true)
            and coalesce(winners.winner, '') <> fields.source_system
    ),

    judged as (
        select
            written.source_system,
            written.source_object,
            written.field,
            written.source_id,
            written.value,
            takers.source_system as other_source_system,
            takers.label,
            takers.max_length,
            case
                when held.value = written.value
                then null
                when length(written.value) > takers.max_length
                then 'too long'
                when takers.is_restricted and options.value is null
                then 'no option'
            end as refusal
        from written
        inner join
            {{ ref("sync_coverage") }} as tied
            on tied.source_system = written.source_system
            and tied.source_object = written.source_object
            and tied.source_id = written.source_id
            and tied.is_tied
        inner join
            takers
            on takers.source_system = tied.other_source_system
            and takers.source_object = tied.other_source_object
            and takers.field_role = written.field_role
        left join
            options
            on options.source_system = takers.source_system
            and options.source_object = takers.source_object
            and options.field = takers.field
            and options.value = written.value
        left join
            written as held
            on held.source_system = takers.source_system
            and held.source_object = takers.source_object
            and held.field = takers.field
            and held.source_id = tied.other_source_id
        where takers.max_length is not null or takers.is_restricted
    ),

    ranked as (
        select
            judged.*,
            row_number() over (
                partition by source_system, source_object, field, source_id
                order by case when refusal is null then 1 else 0 end, other_source_system
            ) as row_rank
        from judged
    ),

    titles as ({{ vendor_title_rows() }})

select
    'X008' as rule_id,
    ranked.source_system,
    ranked.source_object,
    ranked.field,
    ranked.source_id,
    ranked.refusal is not null as is_failed,
    case
        when ranked.refusal = 'too long'
        then
            'has '
            || {{ as_text("length(ranked.value)") }}
            || ' characters, and '
            || ranked.label
            || ' of '
            || titles.title
            || ' takes '
            || {{ as_text("ranked.max_length") }}
        when ranked.refusal = 'no option'
        then
            left(ranked.value, 255)
            || ' is no active option of '
            || ranked.label
            || ' of '
            || titles.title
    end as detail,
    {{ nothing("text") }} as other_value
from ranked
inner join titles on titles.source_system = ranked.other_source_system
where ranked.row_rank = 1
