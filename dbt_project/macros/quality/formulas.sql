{#- A formula without what it quotes and remarks, every mark of it a blank: the words that are left are names of
    fields and functions. A name with a dot before it is of another record; one with a dollar, of no record. -#}
{% macro quality_formula_words(formula) -%}
    {%- set marks = "\x09\x0a\x0d!#%&()*+,-/:;<=>?@[]^`{|}~" -%}
    {%- set remark = "/[*]([^*]|[*]+[^*/])*[*]+/" -%}
    {%- set quoted = "\x22(\\\\.|[^\x22\\\\])*\x22" -%}
    {%- set quoted_otherwise = quoted | replace("\x22", "\x27\x27") -%}
    {%- set plain = regex_replaced(
        formula, remark ~ "|" ~ quoted ~ "|" ~ quoted_otherwise, " "
    ) -%}
    translate({{ plain }}, '{{ marks }}', '{{ " " * (marks | length) }}')
{%- endmacro %}
