{#- The pairs that look alike, as int_quality__look_alikes has them, by the object that they are of:
    {(system, object): [{"key": …, "usual": …, "fields": [two rows of the catalog]}]}. Empty while parsing. -#}
{% macro quality_look_alike_pairs() -%}
    {%- set pairs = ref("int_quality__look_alikes") -%}
    {%- set found = {} -%}
    {%- for system in vendors() -%}
        {%- set columns = {} -%}
        {%- for row in quality_catalog(system) if row.column_name -%}
            {%- do columns.update({(row.object, row.field): row}) -%}
        {%- endfor -%}
        {%- if execute -%}
            {%- set query -%}
                select pair_key, source_object, field, other_field, usual_value
                from {{ pairs }}
                where source_system = '{{ system }}'
                order by source_object, field, other_field
            {%- endset -%}
            {%- for pair in run_query(query).rows -%}
                {%- set one = columns.get((pair.source_object, pair.field)) -%}
                {%- set other = columns.get((pair.source_object, pair.other_field)) -%}
                {%- if one and other -%}
                    {%- set place = (system, pair.source_object) -%}
                    {%- if place not in found -%} {%- do found.update({place: []}) -%} {%- endif -%}
                    {%- do found[place].append(
                        {
                            "key": pair.pair_key,
                            "usual": pair.usual_value,
                            "fields": [one, other],
                        }
                    ) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{#- How often two fields of a record are filled and hold the same, for many pairs of one object in one pass:
    (pair_key, filled, other_filled, both_filled, equal_values, telling_records, telling_equal). A record tells
    something where not both fields hold the usual value. -#}
{% macro quality_look_alike_counts(place, pairs, faults) -%}
    {%- set names = {} -%}
    {%- set values = [] -%}
    {%- set sums = [] -%}
    {%- set cells = [] -%}
    {%- for pair in pairs -%}
        {%- set own = [] -%}
        {%- set first = kind_of_type(pair.fields[0].column_type) -%}
        {%- set second = kind_of_type(pair.fields[1].column_type) -%}
        {%- for row in pair.fields -%}
            {%- set as_kind = first if first == second else "text" -%}
            {%- if (row.field, as_kind) not in names -%}
                {%- set name = "value_" ~ (names | length) -%}
                {%- do names.update({(row.field, as_kind): name}) -%}
                {%- set fault = faults.get((place[0], place[1], row.field), {}) -%}
                {%- do values.append(
                    "case when "
                    ~ quality_is_filled(row, fault)
                    ~ " then "
                    ~ quality_compared_value(row, as_kind)
                    ~ " end as "
                    ~ name
                ) -%}
            {%- endif -%}
            {%- do own.append(names[(row.field, as_kind)]) -%}
        {%- endfor -%}
        {%- set a, b, n = own[0], own[1], loop.index -%}
        {%- set usual = quality_usual_value(pair, first if first == second else "text") -%}
        {%- set told = (
            "(" ~ a ~ " <> " ~ usual ~ " or " ~ b ~ " <> " ~ usual ~ ")"
            if usual
            else "true"
        ) -%}
        {%- set both = a ~ " is not null and " ~ b ~ " is not null" -%}
        {%- do sums.append("count(" ~ a ~ ") as a_" ~ n) -%}
        {%- do sums.append("count(" ~ b ~ ") as b_" ~ n) -%}
        {%- do sums.append("count(case when " ~ both ~ " then 1 end) as both_" ~ n) -%}
        {%- do sums.append("count(case when " ~ a ~ " = " ~ b ~ " then 1 end) as equal_" ~ n) -%}
        {%- do sums.append(
            "count(case when " ~ both ~ " and " ~ told ~ " then 1 end) as told_" ~ n
        ) -%}
        {%- do sums.append(
            "count(case when "
            ~ a
            ~ " = "
            ~ b
            ~ " and "
            ~ told
            ~ " then 1 end) as same_"
            ~ n
        ) -%}
        {%- do cells.append(
            (
                pair.key,
                "a_" ~ n,
                "b_" ~ n,
                "both_" ~ n,
                "equal_" ~ n,
                "told_" ~ n,
                "same_" ~ n,
            )
        ) -%}
    {%- endfor -%}
    {%- set wide -%}
        (
            select count(*) as records, {{ sums | join(", ") }}
            from
                (
                    select {{ values | join(", ") }}
                    from {{ quality_raw_table(*place) }}
                    where _deleted_at is null
                ) as said
        )
    {%- endset -%}
    {{
        columns_as_rows(
            wide,
            ["records"],
            cells,
            "pair_key",
            [
                "filled",
                "other_filled",
                "both_filled",
                "equal_values",
                "telling_records",
                "telling_equal",
            ],
        )
    }}
{%- endmacro %}
