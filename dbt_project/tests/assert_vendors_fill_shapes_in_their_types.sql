-- A hit is a vendor's model that gives columns in other types than their shape has: left to
-- itself, a union
-- casts most of them without a word. Cast them in that model; one that the vendor has nothing to
-- say of is
-- nothing('text'), with the type.
{{ config(meta={"dagster": {"ref": {"name": "cnf_objects"}}}) -}}
with
    no_row as (select 1 as one),

    told as (
        {%- for vendor, shapes in vendor_shapes().items() %}
            {%- set last_vendor = loop.last %}
            {%- for shape in shapes %}
                {%- set vendor_model = "cnf_" ~ vendor ~ "__" ~ shape %}
                select
                    '{{ vendor_model }}' as vendor_model,
                    {{ faults_of_types(vendor_model, columns_of_shape(shape)) }} as faults
                from no_row
                left join {{ ref(vendor_model) }} as {{ vendor_model }} on no_row.one = 0
                {% if not (last_vendor and loop.last) %}
                    union all
                {% endif %}
            {%- endfor %}
        {%- endfor %}
    )

select vendor_model, faults
from told
where faults <> ''
