{#- The trail tells a change in words, in the language of whoever made it: which field was meant is known only
    where the section of Setup names the object, or else the words one object alone, and the words the field,
    by its API name or by its label. Of several labels that the words hold, the longest is meant, of two that
    are as long none; words that the trail uses of any field are no label. -#}
{%- set own_words = [
    "active",
    "default",
    "description",
    "field",
    "format",
    "label",
    "layout",
    "length",
    "name",
    "owner",
    "picklist",
    "required",
    "section",
    "status",
    "type",
    "value",
    "values",
] -%}
with
    changes as (
        select
            setup_change_id,
            told,
            created_at,
            created_by_id,
            {{ salesforce_bare_words("coalesce(told, '')") }} as bare_words,
            {{ salesforce_bare_words("coalesce(section, '')") }} as section_words
        from {{ ref("stg_salesforce__setup_changes") }}
    ),

    objects as (
        {%- for stream in streams("salesforce") if stream.kept_by == "people" and stream.has_fields %}
            {%- set words = stream.name | replace("_", " ") %}
            {%- set several = words[:-1] ~ "ies" if words.endswith("y") else words ~ "s" %}
            select
                '{{ stream.name }}' as source_object,
                ' {{ words }} ' as one,
                ' {{ several }} ' as several
                {{ "union all" if not loop.last }}
        {%- endfor %}
    ),

    fields as (
        select
            object as source_object,
            field,
            ' ' || lower(vendor_name) || ' ' as bare_name,
            {{ salesforce_bare_words("label") }} as bare_label
        from {{ ref("stg_meta__fields") }}
        where source_system = 'salesforce' and not is_deleted
    ),

    placed as (
        select
            changes.setup_change_id,
            changes.bare_words,
            objects.source_object,
            {{ salesforce_holds("changes.section_words", "objects.one") }}
            or {{ salesforce_holds("changes.section_words", "objects.several") }} as is_section
        from changes
        inner join
            objects
            on {{ salesforce_holds("changes.section_words || changes.bare_words", "objects.one") }}
            or
            {{ salesforce_holds("changes.section_words || changes.bare_words", "objects.several") }}
    ),

    counted as (
        select
            placed.*,
            count(*) over (partition by setup_change_id, is_section) as objects_named,
            max(case when is_section then 1 else 0 end) over (partition by setup_change_id)
            = 1 as is_any_section
        from placed
    ),

    named as (
        select
            counted.setup_change_id,
            fields.source_object,
            fields.field,
            case
                when {{ salesforce_holds("counted.bare_words", "fields.bare_name") }}
                then 1000
                else length(fields.bare_label)
            end as certainty
        from counted
        inner join
            fields
            on counted.source_object = fields.source_object
            and counted.objects_named = 1
            and counted.is_section = counted.is_any_section
        where
            (
                {{ salesforce_holds("counted.bare_words", "fields.bare_name") }}
                and (
                    {{ salesforce_holds("fields.bare_name", "'_'") }}
                    or length(fields.bare_name) > 10
                )
            )
            or (
                length(fields.bare_label) >= 5
                and {{ salesforce_holds("counted.bare_words", "fields.bare_label") }}
                and trim(fields.bare_label) not in (
                    {%- for word in own_words %}
                        '{{ word }}' {{- ", " if not loop.last }}
                    {%- endfor -%}
                )
            )
    ),

    ranked as (
        select
            named.*,
            max(certainty) over (partition by setup_change_id) as most_certain,
            count(*) over (partition by setup_change_id, certainty) as fields_as_certain
        from named
    )

select
    ranked.source_object,
    ranked.field,
    changes.created_at as changed_at,
    changes.told,
    {{ salesforce_actor_kind("users.user_type", "changes.created_by_id") }} as actor_kind,
    coalesce(users.name, changes.created_by_id) as actor
from ranked
inner join changes on ranked.setup_change_id = changes.setup_change_id
left join {{ ref("stg_salesforce__users") }} as users on users.user_id = changes.created_by_id
where ranked.certainty = ranked.most_certain and ranked.fields_as_certain = 1
