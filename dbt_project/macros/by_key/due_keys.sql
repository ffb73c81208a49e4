{#- The temporary table (part, fingerprint, slice) of what is made in this transaction: where the table stands, of
    the keys whose fingerprint is another than before, null of those that are gone; else of all. What comes of
    a third of the keys is quicker made with all the others than taken out and put in. -#}
{% macro find_due_keys(sql, kept, stands) -%}
    {%- set fingerprints = fingerprints_of_due(sql) -%}
    {%- set found = {"are_all": not stands} -%}
    {%- if stands -%}
        {%- do found.update(make_due_keys(changed_fingerprints(fingerprints, kept))) -%}
        {%- set all_keys = (
            run_query("select count(*) from " ~ fingerprints).columns[0].values()[0]
        ) -%}
        {%- if found.count_keys * 3 > all_keys | int -%}
            {%- do run_query(drop_due_keys()) -%} {%- do found.update({"are_all": true}) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if found.are_all -%}
        {%- do found.update(make_due_keys("select part, fingerprint from " ~ fingerprints)) -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}


{#- Body of a query: what differs between fingerprints and those that were kept. -#}
{% macro changed_fingerprints(fingerprints, kept) -%}
    select coalesce(fresh.part, earlier.part) as part, fresh.fingerprint
    from {{ fingerprints }} as fresh
    full outer join
        (
            select part, fingerprint
            from {{ kept }}
            where part <> {{ dbt.string_literal(of_all_keys()) }}
        ) as earlier
        on earlier.part = fresh.part
    where
        fresh.fingerprint is null
        or earlier.fingerprint is null
        or fresh.fingerprint <> earlier.fingerprint
{%- endmacro %}


{% macro make_due_keys(rows) -%}
    {%- do run_query(due_keys_made(rows)) -%}
    {%- set counted = run_query(due_keys_counted()) -%}
    {{
        return(
            {
                "count_keys": counted.columns[0].values()[0] | int,
                "count_slices": counted.columns[1].values()[0] | int,
            }
        )
    }}
{%- endmacro %}


{% macro due_keys_made(rows) -%}
    {{ "create temporary table " ~ due_keys() ~ " as" }}
    select
        part,
        fingerprint,
        cast(
            floor(
                (row_number() over (order by part) - 1) / {{ config.get("keys_at_once", 200000) }}.0
            ) as integer
        ) as slice
    from ({{ rows }}) as found
{%- endmacro %}


{% macro due_keys_counted() -%}
    select count(*), coalesce(max(slice), 0) + 1 from {{ due_keys() }}
{%- endmacro %}


{% macro due_keys() -%} keys_due_of_{{ model.alias }} {%- endmacro %}


{% macro drop_due_keys() -%} {{ "drop table " ~ due_keys() }} {%- endmacro %}


{% macro due_parts(condition="true") -%}
    select part from {{ due_keys() }} where {{ condition }}
{%- endmacro %}
