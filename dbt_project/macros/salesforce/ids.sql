{#- A Salesforce id in its 18-character form, found in what somebody wrote: the id alone, or a link to
    the record. The last three characters spell, five bits each, which of the first fifteen are
    capitals; so a full id in other letters is put right, and a short one is taken as it stands.
    Text that holds no id is passed on as it is: a link that leads nowhere, which is told. -#}
{% macro salesforce_id_18(expression) -%}
    {%- set id -%}
        case
            when length({{ expression }}) in (15, 18)
            then {{ expression }}
            else
                coalesce(
                    trim(
                        {{
                            first_match(
                                "' ' || "
                                ~ regex_replaced(expression, "[^0-9A-Za-z]", " ")
                                ~ " || ' '",
                                " 0[0-9A-Za-z]{14}(?:[0-9A-Za-z]{3})? ",
                            )
                        }}
                    ),
                    {{ expression }}
                )
        end
    {%- endset -%}
    case
        when {{ matches(id, "^[0-9A-Za-z]{15}$") }}
        then {{ id }} || {{ salesforce_id_suffix(id) }}
        when
            {{ matches(id, "^[0-9A-Za-z]{15}[0-5A-Za-z]{3}$") }}
            and substr({{ id }}, 16, 3) <> {{ salesforce_id_suffix(id) }}
        then {{ salesforce_id_restored(id) }}
        else {{ id }}
    end
{%- endmacro %}


{#- 'bits=letter' for each of the 32 letters of a suffix; the first bit is that of the first character. -#}
{% macro salesforce_suffix_letters() -%}
    {%- for value in range(32) -%}
        {%- for place in range(5) -%} {{ value // 2**place % 2 }}{%- endfor -%}
        ={{ "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[value] }}
    {%- endfor -%}
{%- endmacro %}


{#- The three characters that belong behind the first fifteen of an id. -#}
{% macro salesforce_id_suffix(id) -%}
    {%- set characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" -%}
    {%- set letters = salesforce_suffix_letters() | replace("\n", "") | replace(" ", "") -%}
    (
        {%- for first in [1, 6, 11] %}
            {%- set bits -%}
            translate(
                substr({{ id }}, {{ first }}, 5), '{{ characters }}', '{{ "1" * 26 ~ "0" * 36 }}'
            )
            {%- endset %}
            substr(
                '{{ letters }}', {{ dbt.position(bits ~ " || '='", "'" ~ letters ~ "'") }} + 6, 1
            )
            {{- " || " if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}


{#- An 18-character id with the capitals that its last three characters ask for. -#}
{% macro salesforce_id_restored(id) -%}
    {%- set letters = salesforce_suffix_letters() | replace("\n", "") | replace(" ", "") -%}
    (
        {%- for place in range(15) %}
            {%- set letter = "upper(substr(" ~ id ~ ", " ~ (16 + place // 5) ~ ", 1))" %}
            {%- set position = dbt.position("'=' || " ~ letter, "'" ~ letters ~ "'") %}
            case
                when substr('{{ letters }}', {{ position }} - {{ 5 - place % 5 }}, 1) = '1'
                then upper(substr({{ id }}, {{ place + 1 }}, 1))
                else lower(substr({{ id }}, {{ place + 1 }}, 1))
            end
            ||
        {%- endfor %}
        upper(substr({{ id }}, 16, 3))
    )
{%- endmacro %}


{#- Whether an id is a lead's or a contact's, whatever the field that holds it is called; the object that
    the field names where the id does not tell. -#}
{% macro salesforce_person_object(id, named) -%}
    case
        substr({{ id }}, 1, 3) when '00Q' then 'lead' when '003' then 'contact' else '{{ named }}'
    end
{%- endmacro %}


{#- What owns a record: a user, or a group (a queue), whose ids start with 00G. -#}
{% macro salesforce_owner_object(owner_id) -%}
    case
        when {{ owner_id }} is not null
        then case when substr({{ owner_id }}, 1, 3) = '00G' then 'group' else 'user' end
    end
{%- endmacro %}
