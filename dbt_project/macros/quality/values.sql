{#- Text without outer white space of any kind: blanks, tabs, line ends, no-break spaces. -#}
{% macro quality_trimmed(expression) -%}
    trim({{ expression }}, ' ' || chr(9) || chr(10) || chr(13) || chr(160))
{%- endmacro %}


{#- True where a text is null or holds nothing but white space. -#}
{% macro quality_is_blank(expression) -%}
    (coalesce({{ quality_trimmed(expression) }}, '') = '')
{%- endmacro %}


{#- A value that came from a vendor (an object's or a field's name) as a SQL string. -#}
{% macro quality_literal(text) -%}
    {%- set mark = "\x27" -%} {{ mark ~ text | replace(mark, mark ~ mark) ~ mark }}
{%- endmacro %}


{#- True where the whole text is an e-mail address: dot-separated atoms, @, a domain of two or more
    labels whose last is not a number. Letters of any script are allowed, quoted local parts are not. -#}
{% macro quality_is_email(expression) -%}
    {%- set excluded = "\\s@.,:;<>()\x22\\\\\\[\\]" -%}
    {%- set atom = "[^" ~ excluded ~ "]" -%}
    {%- set marks = "!#$%&*+/=?^_`{|}~''" -%}
    {%- set letter = "[^" ~ excluded ~ marks ~ "-]" -%}
    {%- set letter_no_digit = "[^" ~ excluded ~ marks ~ "0-9-]" -%}
    {%- set label = letter ~ "(" ~ letter ~ "|-+" ~ letter ~ ")*" -%}
    {%- set local_part = atom ~ "+(\\." ~ atom ~ "+)*" -%}
    {%- set last_label = "(xn--[a-z0-9-]+|" ~ letter_no_digit ~ "{2,})" -%}
    {{ matches(expression, "^" ~ local_part ~ "@(" ~ label ~ "\\.)+" ~ last_label ~ "$") }}
{%- endmacro %}


{#- The finding's fingerprint: md5 of rule, place and record. The rule's version is left out, so that
    a finding keeps its first date when a rule is worded anew. -#}
{% macro quality_finding_key(rule_id, system, object, field, record_id) -%}
    md5(
        {{ rule_id }}
        || '|'
        || {{ system }}
        || '|'
        || {{ object }}
        || '|'
        || {{ field }}
        || '|'
        || coalesce({{ record_id }}, '')
    )
{%- endmacro %}
