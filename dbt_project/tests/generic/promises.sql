{#- What the engine is told of a table: columns that together name one row, and columns that are filled in
    every row. One test for all of a table's, since each test costs a run as much as a small model.
    Fails with each promise that is broken and by how many rows or values. As in SQL, an empty value
    of a key of one column is like no other. -#}
{% test promises(model, keys=[], filled=[]) %}
    with
        told as (
            {%- for column in filled %}
                select '{{ column }} is filled' as promise, count(*) as count_broken
                from {{ model }}
                where {{ column }} is null
                {% if not loop.last or keys %}
                    union all
                {% endif %}
            {%- endfor %}
            {%- for key in keys %}
                select '{{ key | join(" and ") }} name one row' as promise, count(*) as count_broken
                from
                    (
                        select {{ key | join(", ") }}
                        from {{ model }}
                        {% if key | length == 1 %} where {{ key[0] }} is not null {% endif %}
                        group by {{ key | join(", ") }}
                        having count(*) > 1
                    ) as repeated
                {% if not loop.last %}
                    union all
                {% endif %}
            {%- endfor %}
        )

    select *
    from told
    where count_broken > 0
{% endtest %}
