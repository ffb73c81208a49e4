{#- One row per stage: whether the records that prove it could be read at all. A stage that
    opportunities prove is seen only if every connected system shows its opportunities; any other is
    seen while one kind of its evidence is: its records were read, and they have the field. A deal
    says who bought by its associations alone: without them it proves nothing of any lead. A stage
    that nothing proves, in the systems that are connected, is seen by nobody. -#}
with
    runs as (
        {%- for system in ["hubspot", "salesforce"] %}
            select
                '{{ system }}' as system,
                stream,
                max(case when status = 'unavailable' then 0 else 1 end) = 1 as was_read
            from {{ ref("stg_" ~ system ~ "__runs") }}
            group by stream
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    fields as (
        {%- for system in ["hubspot", "salesforce"] %}
            select
                '{{ system }}' as system,
                object,
                lower(field) as field,
                max(case when is_readable and is_loaded then 1 else 0 end) = 1 as is_shown
            from {{ ref("stg_" ~ system ~ "__fields") }}
            where not is_deleted
            group by object, lower(field)
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    described as (select distinct system, object from fields),

    connected as (
        select system
        from runs
        union
        select system
        from described
    ),

    -- object.field, object.field=value, object.field>=number, object.field.outcome
    evidence as (
        select distinct
            stage as stage_code,
            system,
            split_part(source, '.', 1) as object,
            split_part(split_part(split_part(source, '.', 2), '=', 1), '>', 1) as field,
            split_part(source, '.', 1) in ('opportunity', 'deals') as is_opportunity,
            -- a status field that a company does without (object.field.outcome) hides no way out
            split_part(source, '.', 1) in ('contacts', 'lead', 'contact')
            and split_part(source, '.', 3) = '' as is_person
        from {{ ref("glossary_stage_evidence") }}
        where system in (select system from connected) or not exists (select system from connected)
    ),

    looked_at as (
        select
            evidence.stage_code,
            evidence.is_opportunity,
            coalesce(runs.was_read, true) and coalesce(links.was_read, true) as was_read,
            coalesce(runs.was_read, true) as has_records,
            -- of an object that nobody described, nothing is known to be missing
            case
                when described.object is null or evidence.field = 'completed'
                then true
                else coalesce(fields.is_shown, not evidence.is_person)
            end as is_shown,
            fields.field is not null as is_known,
            evidence.system || ' ' || evidence.object as named,
            max(case when evidence.is_opportunity then 1 else 0 end) over (
                partition by evidence.stage_code
            )
            = 1 as needs_opportunities,
            evidence.field
        from evidence
        left join runs on runs.system = evidence.system and runs.stream = evidence.object
        left join
            runs as links
            on evidence.object = 'deals'
            and links.system = evidence.system
            and links.stream = '_associations'
        left join
            described on described.system = evidence.system and described.object = evidence.object
        left join
            fields
            on fields.system = evidence.system
            and fields.object = evidence.object
            and fields.field = lower(evidence.field)
    ),

    judged as (
        select
            stage_code,
            case
                when max(case when needs_opportunities then 1 else 0 end) = 1
                then
                    max(case when is_opportunity and not (was_read and is_shown) then 1 else 0 end)
                    = 0
                else max(case when was_read and is_shown then 1 else 0 end) = 1
            end as is_seen
        from looked_at
        group by stage_code
    ),

    -- a field that no record has is missed only where nothing else proves the stage
    missed as (
        select distinct
            looked_at.stage_code,
            case
                when not looked_at.has_records
                then looked_at.named
                when not looked_at.was_read
                then looked_at.named || ' associations'
                else looked_at.named || '.' || looked_at.field
            end as told
        from looked_at
        inner join judged on judged.stage_code = looked_at.stage_code
        where
            not looked_at.was_read
            or (not looked_at.is_shown and (looked_at.is_known or not judged.is_seen))
    ),

    told as (
        select stage_code, {{ dbt.listagg("told", "', '", "order by told") }} as could_not_see
        from missed
        group by stage_code
    )

select
    stages.code as stage_code,
    coalesce(judged.is_seen, false) as is_seen,
    case
        when judged.stage_code is null then 'nothing proves it' else told.could_not_see
    end as could_not_see
from {{ ref("glossary_stages") }} as stages
left join judged on judged.stage_code = stages.code
left join told on told.stage_code = stages.code
