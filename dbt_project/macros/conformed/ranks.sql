{#- Which object's word counts first, as a text that no two objects share: by a rank from 1 to 9, then by
    name. -#}
{% macro by_rank(rank) -%}
    {{ as_text(rank) }} || ' ' || source_system || ' ' || source_object
{%- endmacro %}
