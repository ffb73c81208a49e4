{#- A file that was never dropped hides nothing. -#}
{%- for stream in streams("files") %}
    select '{{ stream.name }}' as stream, 'No such file was dropped.' as reason
    from {{ ref(stream.staging) }}
    having count(*) = 0
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
