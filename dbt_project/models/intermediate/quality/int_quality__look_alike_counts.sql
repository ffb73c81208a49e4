{#- One row per pair of fields that look alike: on how many records they are filled and say the same. Fifty
    pairs of an object at a time: a row has room for so many counts. -#}
{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for place, pairs in quality_look_alike_pairs().items() -%}
    {%- for some in pairs | batch(50) -%}
        {%- do selects.append(quality_look_alike_counts(place, some, faults)) -%}
    {%- endfor -%}
{%- endfor %}

{{
    union_of(selects) or no_rows(
        {
            "records": "bigint",
            "pair_key": "text",
            "filled": "bigint",
            "other_filled": "bigint",
            "both_filled": "bigint",
            "equal_values": "bigint",
            "telling_records": "bigint",
            "telling_equal": "bigint",
        }
    )
}}
