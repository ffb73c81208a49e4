-- A value is filler if nobody could mean it (a placeholder, asdf, 0000000000), or if it may be real
-- (the surname Test, the company X) and the rest of the record says that it is not: a first name,
-- title, phone or e-mail address that is filler too, or the same word in another field.
with
    filled as (
        {{
            quality_filled_values(
                [
                    "first_name",
                    "last_name",
                    "email",
                    "phone",
                    "job_title",
                    "company",
                    "account_name",
                    "opportunity_name",
                ]
            )
        }}
    ),

    kinds as (select * from {{ ref("int_quality__field_kinds") }}),

    -- dbt reads the cell `null` of a seed as an empty one; here it is a word.
    junk as (
        select coalesce(junk_value, 'null') as junk_value, field_kind, is_certain
        from {{ ref("junk_values") }}
    ),

    words as (
        select
            filled.*,
            kinds.field_kind,
            {{ quality_word("filled.value") }} as word,
            {{ list_part(quality_word("filled.value"), "@", 1) }} as local_part
        from filled
        inner join
            kinds
            on filled.source_system = kinds.source_system
            and filled.source_object = kinds.source_object
            and filled.field = kinds.field
    ),

    signs as (
        select
            words.*,
            is_placeholder or coalesce(junk.is_certain, false) as is_certain,
            junk.junk_value is not null or locals.junk_value is not null as is_sign
        from words
        left join junk on words.field_kind = junk.field_kind and words.word = junk.junk_value
        left join
            junk as locals
            on words.field_kind = 'email'
            and locals.field_kind = 'email_local'
            and words.local_part = locals.junk_value
        where is_placeholder or junk.junk_value is not null or locals.junk_value is not null
    ),

    surnamed as (
        select
            signs.*,
            max(case when field_kind = 'last_name' then word end) over (
                partition by source_system, source_object, source_id
            ) as surname
        from signs
    ),

    -- test@siemens.com is the very address that somebody called Test would have.
    telling as (
        select
            surnamed.*,
            is_sign
            and field_kind not in ('last_name', 'company', 'deal_name')
            and (
                field_kind <> 'email' or is_certain or coalesce(local_part <> surname, true)
            ) as is_telling
        from surnamed
    ),

    -- How many fields other than a surname or a company's name are filler, and how often a word
    -- recurs.
    weighed as (
        select
            telling.*,
            sum(case when is_telling then 1 else 0 end) over (
                partition by source_system, source_object, source_id
            ) as telling_fields,
            count(*) over (partition by source_system, source_object, source_id, word) as same_words
        from telling
    ),

    fillers as (
        select source_system, source_object, field, source_id
        from weighed
        where
            is_certain or same_words > 1 or telling_fields > case when is_telling then 1 else 0 end
    )

select
    'V002' as rule_id,
    filled.source_system,
    filled.source_object,
    filled.field,
    filled.source_id,
    fillers.source_id is not null as is_failed,
    case when fillers.source_id is not null then 'filler: ' || filled.value end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from filled
left join
    fillers
    on filled.source_system = fillers.source_system
    and filled.source_object = fillers.source_object
    and filled.field = fillers.field
    and filled.source_id = fillers.source_id
