-- A stream that was not read whole in its last run may lack what refers to a field.
with
    kinds as (select * from {{ ref("cnf_reference_kinds") }}),

    streams as (select * from {{ ref("mart_sync_status") }}),

    named as (
        select kinds.source_system, kinds.stream, count(*) as fields_named
        from {{ ref("cnf_field_references") }} as told
        inner join
            kinds
            on told.source_system = kinds.source_system
            and told.reference_kind = kinds.reference_kind
        where kinds.stream is not null
        group by kinds.source_system, kinds.stream
    )

select
    kinds.source_system,
    kinds.reference_kind,
    kinds.of_custom_fields_only,
    kinds.stream is not null as is_offered,
    case
        when kinds.stream is null
        then kinds.why_not
        when coalesce(streams.status, 'never_run') = 'never_run'
        then 'not read yet'
        when streams.status = 'turned_off'
        then 'turned off'
        when streams.status = 'incomplete'
        then 'not read whole in the last run'
        when streams.status <> 'ok'
        then 'not shown to us'
        when kinds.always_names_some and named.stream is null
        then 'it names no field at all, which is not believed'
    end as could_not_see
from kinds
left join streams on kinds.source_system = streams.source_system and kinds.stream = streams.stream
left join named on kinds.source_system = named.source_system and kinds.stream = named.stream
