{#- Body of cnf_<shape>: the rows of every vendor that fills the shape, with the columns that the shape
    is described with. A vendor takes part by having a file models/conformed/<vendor>/cnf_<vendor>__<shape>.sql;
    one that lacks a column is named by the database, one with another type by
    tests/assert_vendors_fill_shapes_in_their_types.sql. -#}
{% macro union_vendors(shape) -%}
    {%- for vendor, shapes in vendor_shapes().items() if shape in shapes %}
        {%- set vendor_model = "cnf_" ~ vendor ~ "__" ~ shape %}
        select
            '{{ vendor }}' as source_system
            {%- for column in (model.columns if model is defined else {}) if column != "source_system" -%}
                , {{ vendor_model }}.{{ column }}
            {%- endfor %}
        from {{ ref(vendor_model) }} as {{ vendor_model }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- The columns that a shape is described with: name and data_type. -#}
{% macro columns_of_shape(shape) -%}
    {%- set described = (
        graph.nodes["model." ~ project_name ~ ".cnf_" ~ shape].columns
        if execute
        else {}
    ) -%}
    {{ return(described.values() | list) }}
{%- endmacro %}


{#- Text of what is wrong with the types of a vendor's columns, empty if nothing is. `columns` are those
    of the shape. -#}
{% macro faults_of_types(vendor_model, columns) -%}
    {%- if not columns %} '' {% endif -%}
    {%- for column in columns if column.name != "source_system" %}
        {%- set found = type_of(vendor_model ~ "." ~ column.name) %}
        {%- set right = type_of("cast(null as " ~ column.data_type ~ ")") %}
        case
            when {{ found }} <> {{ right }}
            then '{{ column.name }} is ' || {{ found }} || ' and should be ' || {{ right }} || '; '
            else ''
        end
        {%- if not loop.last %} || {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- What a vendor has nothing to say of: null, of the type that the shape asks for. -#}
{% macro nothing(kind) -%}
    cast(null as {{ double_type() if kind == "number" else sql_type(kind) }})
{%- endmacro %}
