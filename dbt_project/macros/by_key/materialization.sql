{#- A table whose rows each depend on the rows of one key in what the model reads, and on seeds. Only what the keys
    stand for whose fingerprint is another than before is made anew; what it holds is what it would hold if all
    were (docs/adr/0016). Rows and fingerprints change in one transaction.

    config: key: the columns of the table that may name its key; keys_at_once: how many are made in one
    statement, so that memory does not grow with the table. -#}
{% materialization by_key, default %}
    {%- set target_relation = this.incorporate(type="table") -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set kept = kept_fingerprints(target_relation) -%}
    {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
    {%- set backup_type = "table" if existing_relation is none else existing_relation.type -%}
    {%- set backup_relation = make_backup_relation(target_relation, backup_type) -%}
    {{ drop_relation_if_exists(load_cached_relation(intermediate_relation)) }}
    {{ drop_relation_if_exists(load_cached_relation(backup_relation)) }}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {#- begins the transaction, where no hook did -#}
    {%- call statement("ops", auto_begin=True) -%} create schema if not exists ops {%- endcall -%}
    {%- do run_query(kept_table_made(kept)) -%}
    {%- set for_all = made_from_for_all(sql) -%}
    {%- set stands = (
        existing_relation is not none
        and existing_relation.is_table
        and not should_full_refresh()
        and kept_for_all(kept) == for_all
    ) -%}
    {%- set found = find_due_keys(sql, kept, stands) -%}

    {%- if not found.are_all -%}
        {%- do replace_due_rows(sql, target_relation, found) -%}
        {%- do keep_due_fingerprints(kept, found) -%}
    {%- else -%}
        {%- do make_in_slices(sql, intermediate_relation, found) -%}
        {%- do create_indexes(intermediate_relation) -%}
        {%- if existing_relation is not none -%}
            {{ adapter.rename_relation(existing_relation, backup_relation) }}
        {%- endif -%}
        {{ adapter.rename_relation(intermediate_relation, target_relation) }}
        {%- do keep_all_fingerprints(kept, for_all) -%}
    {%- endif -%}
    {%- call statement("main") -%} {{ drop_due_keys() }} {%- endcall -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(target_relation, config.get("grants"), should_revoke=True) %}
    {% do persist_docs(target_relation, model) %}
    {{ adapter.commit() }}
    {{ drop_relation_if_exists(load_cached_relation(backup_relation)) }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}
