{#- Body of cnf_<shape>: the rows of every vendor that fills the shape, with the columns that the shape
    is described with. A vendor takes part by having a file models/conformed/<vendor>/cnf_<vendor>__<shape>.sql;
    the contract of cnf_<shape> refuses other types, and the database a column that is missing. -#}
{% macro union_vendors(shape) -%}
    {%- set columns = [] -%}
    {%- if model is defined -%}
        {%- for name in model.columns if name != "source_system" -%}
            {%- do columns.append(name) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for vendor, shapes in vendor_shapes().items() if shape in shapes %}
        select '{{ vendor }}' as source_system, {{ columns | join(", ") or "*" }}
        from {{ ref("cnf_" ~ vendor ~ "__" ~ shape) }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- What a vendor has nothing to say of: null, of the type that the shape asks for. -#}
{% macro nothing(kind) -%}
    cast(null as {{ double_type() if kind == "number" else sql_type(kind) }})
{%- endmacro %}
