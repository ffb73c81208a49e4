{#- Text without outer white space of any kind: blanks, tabs, line ends, no-break, wide and zero-width
    spaces, the byte order mark. -#}
{% macro quality_trimmed(expression) -%}
    {%- set codes = [9, 10, 11, 12, 13, 133, 160, 173, 5760, 6158] -%}
    {%- set codes = codes + range(8192, 8208) | list + [8232, 8233, 8239, 8287, 8288] -%}
    {%- set codes = codes + [10240, 12288, 12644, 65279] -%}
    {%- set characters = [" "] -%}
    {%- for code in codes -%} {%- do characters.append("%c" | format(code)) -%} {%- endfor -%}
    {{ trimmed_of(expression, characters | join) }}
{%- endmacro %}


{#- Text without outer white space, and with one plain blank wherever white space stands inside it.
    Joiners are left alone, which Persian and emoji need, and so is the wide space of Japanese names. -#}
{% macro quality_spaced(expression) -%}
    {%- set codes = [9, 10, 11, 12, 13, 133, 160, 5760, 6158] + range(8192, 8204) | list -%}
    {%- set blanks = [" "] -%}
    {%- for code in codes + [8232, 8233, 8239, 8287, 8288, 65279] -%}
        {%- do blanks.append("%c" | format(code)) -%}
    {%- endfor -%}
    {{ regex_replaced(quality_trimmed(expression), "[" ~ blanks | join ~ "]+", " ") }}
{%- endmacro %}


{#- A text as it is compared with a list of words: trimmed, lower case. -#}
{% macro quality_word(expression) -%} lower({{ quality_trimmed(expression) }}) {%- endmacro %}


{#- False for a text that is none of some small-letter words, told by its first three letters. -#}
{% macro quality_may_be_word(expression, words) -%}
    {%- set begins = [] -%}
    {%- for word in words if word and word[0] in "abcdefghijklmnopqrstuvwxyz" -%}
        {%- set letters = namespace(pattern="", open=true) -%}
        {%- for letter in word[:3] -%}
            {%- if letter not in "abcdefghijklmnopqrstuvwxyz" -%} {%- set letters.open = false -%}
            {%- elif letters.open -%}
                {%- set kelvin = "\u212a" if letter == "k" else "" -%}
                {%- set letters.pattern = (
                    letters.pattern ~ "[" ~ letter ~ letter | upper ~ kelvin ~ "]"
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set is_short = not letters.open or word | length < 3 -%}
        {%- set begin = letters.pattern ~ ("([^A-Za-z]|$)" if is_short else "") -%}
        {%- if begin not in begins -%} {%- do begins.append(begin) -%} {%- endif -%}
    {%- endfor -%}
    {{ matches(expression, "^(" ~ (["[^A-Za-z]"] + begins) | join("|") ~ ")") }}
{%- endmacro %}


{#- True where a text is null or holds nothing but white space. What begins with a visible character of
    ASCII is not blank: looking at that first costs a fiftieth of trimming. -#}
{% macro quality_is_blank(expression) -%}
    (
        case
            when {{ byte_order(expression) }} >= '!' and {{ byte_order(expression) }} < '{'
            then false
            else coalesce({{ quality_trimmed(expression) }}, '') = ''
        end
    )
{%- endmacro %}


{#- A value that came from a vendor (an object's or a field's name) as a SQL string. -#}
{% macro quality_literal(text) -%}
    {%- set mark = "\x27" -%} {{ mark ~ text | replace(mark, mark ~ mark) ~ mark }}
{%- endmacro %}


{#- Words as SQL strings, separated by commas. -#}
{% macro quality_literals(words) -%}
    {%- for word in words -%} {{ quality_literal(word) }}{{ ", " if not loop.last }} {%- endfor -%}
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
{% macro quality_finding_key(rule_id, source_system, source_object, field, source_id) -%}
    {{ key_of([rule_id, source_system, source_object, field, source_id]) }}
{%- endmacro %}


{#- Whether at least 99 of 100 values of a field are one and the same, and not all: over the columns of a
    row of field_profile. -#}
{% macro quality_is_near_constant(profile) -%}
    {{ profile }}.distinct_values > 1
    and {{ profile }}.top_value_count * 100 >= {{ profile }}.filled * 99
{%- endmacro %}


{#- The filled values whose spelling is held to the usual one: names, titles and places. -#}
{% macro quality_spelt_values() -%}
    {{
        quality_filled_values(
            [
                "first_name",
                "last_name",
                "job_title",
                "company",
                "account_name",
                "opportunity_name",
                "city",
                "state",
            ]
        )
    }}
{%- endmacro %}
