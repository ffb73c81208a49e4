{#- The whole table, new. -#}
{% macro make_in_slices(sql, relation, found) -%}
    {%- if found.count_slices == 1 -%}
        {%- do run_query(get_create_table_as_sql(False, relation, sql)) -%}
    {%- else -%}
        {%- set none_of_it = narrowed_to_due(sql, due_parts("false")) -%}
        {%- do run_query(get_create_table_as_sql(False, relation, none_of_it)) -%}
        {%- do insert_due_rows(sql, relation, found) -%}
    {%- endif -%}
{%- endmacro %}


{#- In a table that stands, the rows of the keys that are due. -#}
{% macro replace_due_rows(sql, relation, found) -%}
    {%- for column in config.require("key") if found.count_keys -%}
        {%- do run_query(due_rows_deleted(relation, column)) -%}
    {%- endfor -%}
    {%- if found.count_keys -%} {%- do insert_due_rows(sql, relation, found) -%} {%- endif -%}
{%- endmacro %}


{% macro due_rows_deleted(relation, column) -%}
    {{ "delete from " ~ relation ~ " where " ~ column ~ " in (" ~ due_parts() ~ ")" }}
{%- endmacro %}


{% macro insert_due_rows(sql, relation, found) -%}
    {%- set columns = adapter.get_columns_in_relation(relation) -%}
    {%- set names = columns | map(attribute="quoted") | join(", ") -%}
    {%- for slice in range(found.count_slices) -%}
        {%- set made = narrowed_to_due(sql, due_parts("slice = " ~ slice)) -%}
        {%- do run_query(due_rows_inserted(relation, names, made)) -%}
    {%- endfor -%}
{%- endmacro %}


{% macro due_rows_inserted(relation, names, made) -%}
    {{ "insert into " ~ relation ~ " (" ~ names ~ ")" }}
    select {{ names }}
    from ({{ made }}) as made
{%- endmacro %}


{% macro keep_due_fingerprints(kept, found) -%}
    {%- if found.count_keys -%}
        {%- do run_query(due_rows_deleted(kept, "part")) -%}
        {%- do run_query(due_fingerprints_inserted(kept)) -%}
    {%- endif -%}
{%- endmacro %}


{% macro keep_all_fingerprints(kept, for_all) -%}
    {%- do run_query("delete from " ~ kept) -%}
    {%- do run_query(due_fingerprints_inserted(kept)) -%}
    {%- do run_query(fingerprint_for_all_inserted(kept, for_all)) -%}
{%- endmacro %}


{% macro due_fingerprints_inserted(kept) -%}
    {{ "insert into " ~ kept ~ " (part, fingerprint)" }}
    select part, fingerprint
    from {{ due_keys() }}
    where fingerprint is not null
{%- endmacro %}


{% macro fingerprint_for_all_inserted(kept, for_all) -%}
    {{ "insert into " ~ kept ~ " (part, fingerprint)" }}
    select {{ dbt.string_literal(of_all_keys()) }}, {{ dbt.string_literal(for_all) }}
{%- endmacro %}
