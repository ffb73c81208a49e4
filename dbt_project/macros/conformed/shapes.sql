{#- Body of cnf_<shape>: the rows of every vendor that fills the shape, with the columns that the shape
    is described with. A vendor takes part by having a file models/conformed/<vendor>/cnf_<vendor>__<shape>.sql;
    one with other columns is refused by its own name. -#}
{% macro union_vendors(shape) -%}
    {%- set columns = {} -%}
    {%- if model is defined -%}
        {%- for name, column in model.columns.items() if name != "source_system" -%}
            {%- do columns.update({name: column}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for vendor, shapes in vendor_shapes().items() if shape in shapes %}
        {%- do refuse_another_shape(shape, ref("cnf_" ~ vendor ~ "__" ~ shape), columns) %}
        select '{{ vendor }}' as source_system, {{ columns | join(", ") or "*" }}
        from {{ ref("cnf_" ~ vendor ~ "__" ~ shape) }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- Stops where a vendor's model lacks columns of its shape, or has them in other types. Left to itself, the
    union would cast most of them without a word, and its contract names no vendor. -#}
{% macro refuse_another_shape(shape, vendor_model, columns) -%}
    {%- if not execute or load_relation(vendor_model) is none -%} {{ return("") }} {%- endif -%}
    {%- set found = {} -%}
    {%- for column in get_column_schema_from_query("select * from " ~ vendor_model) -%}
        {%- do found.update({column.name: column.dtype}) -%}
    {%- endfor -%}
    {%- set faults = [] -%}
    {%- for column in get_column_schema_from_query(get_empty_schema_sql(columns)) -%}
        {%- if column.name not in found -%} {%- do faults.append(column.name ~ " is not there") -%}
        {%- elif found[column.name] != column.dtype -%}
            {%- do faults.append(
                column.name
                ~ " is "
                ~ found[column.name]
                ~ " and should be "
                ~ column.dtype
                ~ " ("
                ~ columns[column.name].data_type
                ~ ")"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if faults -%}
        {%- do exceptions.raise_compiler_error(
            vendor_model.identifier
            ~ " does not have the columns of "
            ~ shape
            ~ ": "
            ~ faults
            | join("; ")
            ~ ". Cast them in that model; one that the vendor has nothing to say of is "
            ~ "nothing('text'), with the type."
        ) -%}
    {%- endif -%}
{%- endmacro %}


{#- What a vendor has nothing to say of: null, of the type that the shape asks for. -#}
{% macro nothing(kind) -%}
    cast(null as {{ double_type() if kind == "number" else sql_type(kind) }})
{%- endmacro %}
