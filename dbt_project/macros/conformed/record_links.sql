{#- One row per record and filled field that names another record, in the columns of record_links.
    `links` tells of each field: its name at the vendor, the column of the staging model, system and
    object that it names (`told_object` is an expression, where the id tells more than the field does),
    what the two records are to each other, how two that are one were told to be, and how strong
    that evidence is. -#}
{% macro field_links(model, object, id, links) -%}
    {%- for link in links %}
        select
            '{{ object }}' as source_object,
            {{ id }} as source_id,
            '{{ link.field }}' as field,
            '{{ link.system }}' as target_system,
            {{ link.told_object or "'" ~ link.object ~ "'" }} as target_object,
            {{ link.column }} as target_id,
            '{{ link.relation }}' as relation,
            {% if link.method %} '{{ link.method }}'
            {% else %} {{ nothing("text") }}
            {% endif %} as match_method,
            {{ link.rank or 1 }} as link_rank,
            true as must_resolve,
            is_deleted
        from {{ ref(model) }}
        where {{ link.column }} is not null
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
