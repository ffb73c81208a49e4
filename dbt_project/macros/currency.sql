{#- The type of every amount of money: four places, as many as any currency has, and room for sums. -#}
{% macro money_type() -%} decimal(24, 4) {%- endmacro %}


{#- An amount of money as it was written, to four places: yen have none, dinars three, and cents are a
    matter of display. Through text, because a binary double cast straight to decimal is rounded
    differently by DuckDB and Postgres. A quadrillion and more, infinity and NaN are slips of
    somebody's finger: null, so that they neither end the build nor outweigh every sum. -#}
{% macro money(expression) -%}
    {{ exact(expression, money_type(), limit=1000000000000000) }}
{%- endmacro %}


{#- Body of a query: the values of one step carried on by those of the next, over the days that both
    hold. Both are (system, currency_code | home_currency, basis, valid_from, valid_to, value); a
    value that is only known as of today makes the product so. Own steps are taken at the same basis,
    so that a day has one product of each. -#}
{% macro carried_on(values_before, steps, same_basis) -%}
    select
        before.system,
        before.currency_code,
        case
            when 'static' in (before.basis, steps.basis)
            then 'static'
            when 'dated' in (before.basis, steps.basis)
            then 'dated'
            else 'home'
        end as basis,
        {{ greatest_of(["before.valid_from", "steps.valid_from"]) }} as valid_from,
        case
            when before.valid_to is null
            then steps.valid_to
            when steps.valid_to is null or before.valid_to < steps.valid_to
            then before.valid_to
            else steps.valid_to
        end as valid_to,
        before.value * steps.value as value
    from {{ values_before }} as before
    inner join {{ steps }} as steps on steps.system = before.system
    where
        (before.valid_to is null or steps.valid_from < before.valid_to)
        and (steps.valid_to is null or before.valid_from < steps.valid_to)
        {%- if same_basis %}
            and (before.basis = steps.basis or 'home' in (before.basis, steps.basis))
        {%- endif %}
{%- endmacro %}
