{#- A pattern with what may stand around a number that is no part of something longer: an id, an address.
    Its first group is what comes before, its second the number. -#}
{% macro quality_alone(pattern) -%}
    {{ return("(^|[^0-9A-Za-z/=_.#%&+-])(" ~ pattern ~ ")($|[^0-9A-Za-z/=_%&-])") }}
{%- endmacro %}


{#- The n-th of what such a pattern matches in a text; empty where there are fewer. -#}
{% macro quality_nth_number(expression, pattern, n) -%}
    {%- set mark = "%c" | format(31) -%}
    {%- set marked = regex_replaced(
        expression, quality_alone(pattern), "\\1" ~ mark ~ "\\2" ~ mark
    ) -%}
    {{ list_part(marked, mark, 2 * n) }}
{%- endmacro %}


{#- A payment card as it is written: the issuer's first digits, four and four or as American Express does. -#}
{% macro quality_card_pattern() -%}
    {%- set issuer = "(4[0-9]{3}|5[1-5][0-9]{2}|2[2-7][0-9]{2}|35[2-8][0-9]|6011|64[4-9][0-9]|65[0-9]{2})" -%}
    {%- set by_four = issuer ~ "([ -]?[0-9]{4}){3}" -%}
    {{ return(by_four ~ "|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}") }}
{%- endmacro %}


{#- True where the digits of a text, sixteen at most, have the check digit that cards have (Luhn). -#}
{% macro quality_is_card(digits) -%}
    {%- set padded = "lpad(" ~ digits ~ ", 16, '0')" -%}
    {%- set terms = [] -%}
    {%- for place in range(1, 17) -%}
        {%- set digit = "cast(substr(" ~ padded ~ ", " ~ place ~ ", 1) as integer)" -%}
        {%- if place % 2 -%}
            {%- do terms.append(
                "2 * " ~ digit ~ " - case when " ~ digit ~ " > 4 then 9 else 0 end"
            ) -%}
        {%- else -%} {%- do terms.append(digit) -%}
        {%- endif -%}
    {%- endfor -%}
    (mod({{ terms | join(" + ") }}, 10) = 0)
{%- endmacro %}


{#- A bank account as the IBAN registry writes it, whole or by four. -#}
{% macro quality_iban_pattern() -%}
    {{ return("[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?") }}
{%- endmacro %}


{#- How many characters the accounts of a country have; null for one that has no IBAN. -#}
{% macro quality_iban_length(country) -%}
    {%- set lengths = {
        15: "NO",
        16: "BE",
        18: "DK FO FI GL NL SD FK",
        19: "MK SI",
        20: "AT BA EE KZ XK LT LU MN",
        21: "HR LV LI CH",
        22: "BH BG CR GE DE IE ME RS GB VA",
        23: "TL GI IQ IL OM SO AE",
        24: "AD CZ MD PK RO SA SK ES SE TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "FR GR IT MR MC SM BI DJ",
        28: "AL AZ BY CY DO GT HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    } -%}
    case
        {%- for length, countries in lengths.items() %}
            when {{ country }} in ('{{ countries.split() | join("', '") }}') then {{ length }}
        {%- endfor %}
    end
{%- endmacro %}


{#- An account as its check reads it: what stands first goes last. -#}
{% macro quality_iban_moved(account) -%}
    substr({{ account }}, 5) || substr({{ account }}, 1, 4)
{%- endmacro %}


{#- Its letters as numbers, A is 10 and Z is 35: a few at a time, for a linter's patience. -#}
{% macro quality_iban_numbered(expression, letters) -%}
    {%- set numbered = namespace(sql=expression) -%}
    {%- for letter in letters -%}
        {%- set number = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 10 -%}
        {%- set numbered.sql = (
            "replace(" ~ numbered.sql ~ ", '" ~ letter ~ "', '" ~ number ~ "')"
        ) -%}
    {%- endfor -%}
    {{ numbered.sql }}
{%- endmacro %}


{#- True where these digits, seventy at most, leave one when they are divided by 97. -#}
{% macro quality_is_iban(digits) -%}
    {%- set padded = "lpad(" ~ digits ~ ", 70, '0')" -%}
    {%- set terms = [] -%}
    {%- for place in range(1, 71) -%}
        {%- set weight = 10 ** (70 - place) % 97 -%}
        {%- do terms.append(
            weight ~ " * cast(substr(" ~ padded ~ ", " ~ place ~ ", 1) as integer)"
        ) -%}
    {%- endfor -%}
    (mod({{ terms | join(" + ") }}, 97) = 1)
{%- endmacro %}


{#- True where a number written as US social security numbers are stands in the text, one that may be issued. -#}
{% macro quality_holds_ssn(expression) -%}
    {%- set area = "(00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6([0-57-9][0-9]|6[0-57-9]))" -%}
    {%- set serial = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])" -%}
    {{ matches(expression, quality_alone(area ~ "-(0[1-9]|[1-9][0-9])-" ~ serial)) }}
{%- endmacro %}


{#- True where an e-mail address stands in the text. -#}
{% macro quality_holds_email(expression) -%}
    {{ matches(expression, "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*[.][A-Za-z]{2,}") }}
{%- endmacro %}
