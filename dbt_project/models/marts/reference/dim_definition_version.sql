{#- Every version of every definition that a published run was built by, in the words of that time, and from
    which run to which: kept from publication to publication. A run is told by its clock. -#}
{%- set columns = {
    "definition_id": "text",
    "version_number": "bigint",
    "stated_version": "bigint",
    "fingerprint": "text",
    "definition": "text",
    "unit": "text",
    "content": "text",
    "is_signed": "boolean",
    "signed_by": "text",
    "valid_from_at": "timestamp",
    "last_used_at": "timestamp",
    "valid_to_at": "timestamp",
} -%}
{{ config(meta={"reads_publication": {"marts.dim_definition_version": columns | list}}) }}

with
    previous as ({{ previous_publication("dim_definition_version", columns, schema="marts") }}),

    run as (select as_of from {{ ref("stg_ops__run_context") }}),

    said as (
        select
            entries.*,
            case
                when entries.is_signed
                then entries.agreed_marketing || ' and ' || entries.agreed_sales
            end as signed_by,
            run.as_of
        from {{ ref("glossary_entries") }} as entries
        cross join run
    ),

    known as (
        select
            previous.*,
            said.as_of,
            said.version as said_version,
            said.is_signed as said_signed,
            said.signed_by as said_signed_by,
            coalesce(previous.fingerprint = said.fingerprint, false) as still_stands
        from previous
        left join said on said.id = previous.definition_id and previous.valid_to_at is null
    ),

    numbered as (
        select
            definition_id,
            max(version_number) as last_number,
            max(case when still_stands then 1 else 0 end) = 1 as still_stands
        from known
        group by definition_id
    )

-- signing changes nothing of what is said, and so makes no version
select
    known.definition_id,
    known.version_number,
    case
        when known.still_stands then known.said_version else known.stated_version
    end as stated_version,
    known.fingerprint,
    known.definition,
    known.unit,
    known.content,
    case when known.still_stands then known.said_signed else known.is_signed end as is_signed,
    case when known.still_stands then known.said_signed_by else known.signed_by end as signed_by,
    known.valid_from_at,
    case when known.still_stands then known.as_of else known.last_used_at end as last_used_at,
    case
        when known.still_stands then null else coalesce(known.valid_to_at, run.as_of)
    end as valid_to_at
from known
cross join run
union all
select
    said.id as definition_id,
    coalesce(numbered.last_number, 0) + 1 as version_number,
    said.version as stated_version,
    said.fingerprint,
    said.definition,
    said.unit,
    said.content,
    said.is_signed,
    said.signed_by,
    said.as_of as valid_from_at,
    said.as_of as last_used_at,
    {{ nothing("timestamp") }} as valid_to_at
from said
left join numbered on numbered.definition_id = said.id
where not coalesce(numbered.still_stands, false)
