{#- A formula without what it quotes and remarks, every mark of it a blank: the words that are left are names of
    fields and functions. A name with a dot before it is of another record; one with a dollar, of no record. -#}
{% macro quality_formula_words(formula) -%}
    {%- set marks = "\x09\x0a\x0d!#%&()*+,-/:;<=>?@[]^`{|}~" -%}
    {%- set remarks = regex_replaced(formula, "/[*]([^*]|[*]+[^*/])*[*]+/", " ") -%}
    {%- set quoted = regex_replaced(remarks, "\x22[^\x22]*\x22", " ") -%}
    {%- set plain = regex_replaced(quoted, "\x27\x27[^\x27\x27]*\x27\x27", " ") -%}
    translate({{ plain }}, '{{ marks }}', '{{ " " * (marks | length) }}')
{%- endmacro %}
