{#- The letters that have two cases, beyond A to Z: Latin, Cyrillic and Greek, small. -#}
{% macro small_letters() -%}
    {{
        return(
            "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžșț"
            ~ "абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґ"
            ~ "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋ"
        )
    }}
{%- endmacro %}


{#- Capitals as small letters in Latin, Greek and Cyrillic. lower() alone knows only A to Z on a Postgres
    whose locale is C. -#}
{% macro lower_case(expression) -%}
    {%- set small = small_letters() -%}
    lower(translate({{ expression }}, '{{ small | upper }}', '{{ small }}'))
{%- endmacro %}


{#- Small letters as capitals, likewise. -#}
{% macro upper_case(expression) -%}
    {%- set small = small_letters() -%}
    upper(translate({{ expression }}, '{{ small }}', '{{ small | upper }}'))
{%- endmacro %}


{#- An e-mail address as records are compared by it; null if it cannot identify anybody. The first
    address in the text counts (mailto:, angle brackets, a list), without what a copy of an account for
    trying things out does to it: .invalid behind it, or local=domain@example.com. Both are names that
    nobody can own, so no true address ends so, and a sync carries them from one system to another. -#}
{% macro comparable_email(expression) -%}
    {%- set part = '[^[:space:]<>(),;:"@' -%}
    {%- set address -%}
        {{ lower_case(first_match(expression, part ~ "'']" ~ part ~ "]*@" ~ part ~ "]+[.]" ~ part ~ ".]+")) }}
    {%- endset -%}
    case
        when
            not {{ matches(expression, "@" ~ part ~ "]*@") }}
            and {{ address }} not in (
                -- on Postgres dbt loads the word "null" of a seed as no value at all
                select coalesce(lower(trim(junk_value)), 'null') from {{ ref("junk_values") }}
            )
        then
            {{
                regex_replaced(
                    regex_replaced(address, "([.][^.]+)[.]invalid$", "\\1"),
                    "^([^=]+)=([^=]+)@example[.]com$",
                    "\\1@\\2",
                )
            }}
    end
{%- endmacro %}


{#- Text that says something: null for what people type to get past a form, for an e-mail address where a
    name belongs, and for the words in brackets that software writes into a field that may not be empty:
    they too are synced from one system to another, and are no name in any. -#}
{% macro known_text(expression) -%}
    case
        when
            lower({{ trimmed(expression) }}) not in (
                -- on Postgres dbt loads the word "null" of a seed as no value at all
                select coalesce(lower(trim(junk_value)), 'null') from {{ ref("junk_values") }}
            )
            and lower({{ trimmed(expression) }}) not in ('[not provided]', '[unknown]', '[blank]')
            and not {{ matches(expression, "[^ ]@[^ ]+[.]") }}
        then {{ expression }}
    end
{%- endmacro %}
