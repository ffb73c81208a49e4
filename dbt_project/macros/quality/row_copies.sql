{#- The objects of people, accounts and opportunities, with the fields by which two of their records are told
    apart: {(system, object): {"kind": …, "is_attempt": …, "fields": [rows of the catalog with their role]}}.
    Those are fields with a role and all that the company made itself. Empty while parsing. -#}
{% macro quality_told_apart() -%}
    {%- set objects = ref("cnf_objects") -%}
    {%- set roles = ref("cnf_field_roles") -%}
    {%- set fields = ref("stg_meta__fields") -%}
    {%- set found = {} -%}
    {%- for system in vendors() -%}
        {%- set catalog = quality_catalog(system) -%}
        {%- if execute -%}
            {%- set query -%}
                select
                    objects.source_object,
                    objects.kind,
                    objects.is_attempt,
                    fields.field,
                    coalesce(roles.field_role, 'own') as field_role
                from {{ objects }} as objects
                inner join
                    {{ fields }} as fields
                    on objects.source_system = fields.source_system
                    and objects.source_object = fields.object
                left join
                    {{ roles }} as roles
                    on fields.source_system = roles.source_system
                    and fields.object = roles.source_object
                    and fields.field = roles.field
                where
                    objects.source_system = '{{ system }}'
                    and objects.kind in ('person', 'account', 'opportunity')
                    and not fields.is_deleted
                    and (
                        roles.field_role not in (
                            'record_id', 'person_name', 'owner', 'lead_owner', 'record_owner', 'lifecycle',
                            'probability', 'forecast_category', 'email_consent', 'call_consent'
                        )
                        or (
                            roles.field_role is null
                            and fields.is_custom
                            and not fields.is_calculated
                        )
                    )
                order by objects.source_object, fields.field
            {%- endset -%}
            {%- for row in run_query(query).rows -%}
                {%- for column in catalog if column.object == row.source_object
                and column.field == row.field
                and column.is_readable
                and column.has_id
                and column.column_name
                -%}
                    {%- set place = (system, row.source_object) -%}
                    {%- if place not in found -%}
                        {%- do found.update(
                            {
                                place: {
                                    "is_attempt": row.is_attempt,
                                    "created_column": column.created_column,
                                    "fields": [],
                                }
                            }
                        ) -%}
                    {%- endif -%}
                    {%- set tells = (
                        row.field_role not in ("country", "state", "city")
                        and kind_of_type(column.column_type) != "boolean"
                    ) -%}
                    {%- do found[place].fields.append((column.column_name, tells)) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{#- One row per living record of an object: what it holds as one key, and how many of the fields that tell
    it apart from others hold something; a place tells nothing, nor does a tick box. -#}
{% macro quality_likenesses_of(place, told) -%}
    {%- set values = [] -%}
    {%- set telling = [] -%}
    {%- for name, tells in told.fields -%}
        {%- set value = quality_trimmed(as_text(quality_identifier(name))) -%}
        {%- do values.append(value) -%}
        {%- if tells -%}
            {%- do telling.append(
                "case when coalesce(" ~ value ~ ", '') <> '' then 1 else 0 end"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set created = (
        quality_identifier(told.created_column)
        if told.created_column
        else instant_literal(none)
    ) -%}
    select
        {{ quality_literal(place[0]) }} as source_system,
        {{ quality_literal(place[1]) }} as source_object,
        id as source_id,
        {{ key_of(values) }} as likeness,
        {{ telling | join(" + ") or 0 }} as telling_values,
        {{ created }} as created_at,
        {{ "true" if told.is_attempt else "false" }} as is_attempt
    from {{ quality_raw_table(*place) }}
    where _deleted_at is null
{%- endmacro %}
