{#- Fails for each value that is not the name of a vendor. -#}
{% test vendor_name(model, column_name) %}
    select {{ column_name }} as value, count(*) as count_rows
    from {{ model }}
    where {{ column_name }} not in ('{{ vendors() | join("', '") }}')
    group by {{ column_name }}
{% endtest %}
