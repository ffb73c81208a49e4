{#- What a web address carries along under a name, as ?utm_source=news+letter does; null where it does not.
    Of the ways to write what is no letter only those of a blank are undone. -#}
{% macro query_value(address, name) -%}
    {%- set found = first_match(address, "[?&]" ~ name ~ "=[^&#]+") -%}
    {{ blank_to_null("replace(replace(" ~ list_part(found, "=", 2) ~ ", '+', ' '), '%20', ' ')") }}
{%- endmacro %}


{#- Whether a program that looks at pages or mailings by itself, as its name tells: crawlers, scanners of
    mail, and mail programs that fetch what nobody has opened yet. Null without a name. -#}
{% macro is_name_of_machine(user_agent) -%}
    (
        {{
            matches(
                "lower(" ~ user_agent ~ ")",
                "bot([^a-z]|$)|crawl|spider|headless|prefetch|barracuda|proofpoint|mimecast|safelinks",
            )
        }}
        -- Apple's Mail Privacy Protection says no more than this
        or lower({{ user_agent }}) = 'mozilla/5.0'
    )
{%- endmacro %}


{#- The page of a web address: without what follows a question mark or a hash, and a last slash but the
    only one; in small letters. -#}
{% macro page_of(address) -%}
    {%- set page = first_match(trimmed(address), "^[^?#]+") -%}
    {{
        lower_case(
            "case when length("
            ~ page
            ~ ") > 1 and right("
            ~ page
            ~ ", 1) = '/' then left("
            ~ page
            ~ ", length("
            ~ page
            ~ ") - 1) else "
            ~ page
            ~ " end"
        )
    }}
{%- endmacro %}
