{#- In a `where` of a model that is built by key: true of all rows, and of those of the keys that are built now,
    where the rest stands already. What the compiled model says is therefore always all of its rows.

    key: whose row it is, an expression. fingerprints: the model (part, fingerprint) of the keys. -#}
{% macro due(key, fingerprints) -%}
    {{ "true /* due: " ~ key ~ " of " ~ fingerprints ~ " */" }}
{%- endmacro %}


{#- The statement of a model for the keys in `parts`, a subquery. -#}
{% macro narrowed_to_due(sql, parts) -%}
    {{ return(modules.re.sub("true /\\* due: (.+?) of .+? \\*/", "\\1 in (" ~ parts ~ ")", sql)) }}
{%- endmacro %}


{#- The relation of fingerprints that a statement names. -#}
{% macro fingerprints_of_due(sql) -%}
    {%- set named = modules.re.findall("true /\\* due: .+? of (.+?) \\*/", sql) | unique | list -%}
    {%- if named | length != 1 -%}
        {{
            exceptions.raise_compiler_error(
                "a model by key says due() once or more, of one table of fingerprints"
            )
        }}
    {%- endif -%}
    {{ return(named[0]) }}
{%- endmacro %}


{#- The table in which a model by key keeps what each of its keys was made from. -#}
{% macro kept_fingerprints(relation) -%}
    {{
        return(
            api.Relation.create(
                database=relation.database,
                schema="ops",
                identifier="keys_of_" ~ relation.identifier,
                type="table",
            )
        )
    }}
{%- endmacro %}


{% macro kept_table_made(kept) -%}
    create table if not exists {{ kept }} (
        part {{ dbt.type_string() }}, fingerprint {{ dbt.type_string() }}
    )
{%- endmacro %}


{#- What every key is made from, as one text: the statement, the seeds that it reads, the engine, and the same of
    the models by key above it. -#}
{% macro made_from_for_all(sql) -%}
    {%- set parts = [local_md5(sql), run_query("select version()").columns[0].values()[0]] -%}
    {%- for unique_id in model.depends_on.nodes | sort -%}
        {%- set node = graph.nodes.get(unique_id) -%}
        {%- if node -%}
            {%- set relation = adapter.get_relation(this.database, node.schema, node.alias) -%}
            {%- if node.resource_type == "seed" -%}
                {%- for column in adapter.get_columns_in_relation(relation) -%}
                    {%- do parts.append(column.name ~ " " ~ column.dtype) -%}
                {%- endfor -%}
                {%- set whole = run_query(fingerprint_of_relation(relation)) -%}
                {%- do parts.append(whole.columns[0].values()[0]) -%}
            {%- elif node.config.materialized == "by_key" -%}
                {%- do run_query(kept_table_made(kept_fingerprints(relation))) -%}
                {%- do parts.append(kept_for_all(kept_fingerprints(relation)) or "") -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(local_md5(parts | join("\n"))) }}
{%- endmacro %}


{% macro fingerprint_of_relation(relation) -%}
    select {{ fingerprint_of("whole") }} from {{ relation }} as whole
{%- endmacro %}


{#- What was written down of all keys when a model by key was made; none where nothing was. -#}
{% macro kept_for_all(kept) -%}
    {%- set found = run_query(kept_for_all_found(kept)) -%}
    {{ return(found.columns[0].values()[0] if found | length else none) }}
{%- endmacro %}


{% macro kept_for_all_found(kept) -%}
    select fingerprint from {{ kept }} where part = {{ dbt.string_literal(of_all_keys()) }}
{%- endmacro %}


{#- Stands for all keys among them. No key of ours has spaces. -#}
{% macro of_all_keys() -%} all of them {%- endmacro %}
