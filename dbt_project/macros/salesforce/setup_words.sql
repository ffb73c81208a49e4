{#- A text as its words in small letters, with one blank around each. -#}
{% macro salesforce_bare_words(text) -%}
    ' ' || {{ regex_replaced("lower(" ~ text ~ ")", "[^a-z0-9_]+", " ") }} || ' '
{%- endmacro %}


{#- True where a text of such words holds another one. -#}
{% macro salesforce_holds(text, words) -%} {{ dbt.position(words, text) }} > 0 {%- endmacro %}
