{#- What changes where anything does that both teams define: a text literal, of the seeds that the glossary and
    the metrics make. Goals and promises count nothing. -#}
{% macro definitions_fingerprint() -%}
    {%- set goals = ["glossary_goals", "glossary_agreement"] -%}
    {%- set parts = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.resource_type == "seed" -%}
        {%- set is_definition = node.name.startswith("glossary_") or node.name in [
            "metrics",
            "public_holidays",
        ] -%}
        {%- if is_definition and node.name not in goals -%}
            {%- do parts.append(node.name ~ node.checksum.checksum) -%}
        {%- endif -%}
    {%- endfor -%}
    '{% if execute %}{{ local_md5(parts | sort | join("/")) }}{% endif %}'
{%- endmacro %}


{#- The release, and what its models are: a text literal. Rules of quality count nothing, and a company has
    its own. -#}
{% macro models_version() -%}
    {%- set parts = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.resource_type == "model" -%}
        {%- if not node.original_file_path.startswith("models/quality/") -%}
            {%- do parts.append(node.name ~ node.checksum.checksum) -%}
        {%- endif -%}
    {%- endfor -%}
    '{{ product_version() }}-{% if execute %}{{ local_md5(parts | sort | join("/"))[:8] }}{% endif %}'
{%- endmacro %}


{#- For how many days every run is kept: a month and some days, so that last month's runs can be compared. -#}
{% macro days_of_every_run() -%} 35 {%- endmacro %}


{#- For how many days the last run of each day is kept: a year and some days. Before that the last of each
    month is. What changed in between stands under the next run that is kept: the sums stay as they are. -#}
{% macro days_of_a_daily_run() -%} 400 {%- endmacro %}


{#- What tells a contribution apart from all others of its metric. -#}
{% macro contribution_key() -%}
    {{ return(["metric_id", "entity_kind", "entity_key", "happened_date"]) }}
{%- endmacro %}


{#- Whether two contributions are the same one. -#}
{% macro is_same_contribution(one, other) -%}
    {%- for column in contribution_key() -%}
        {{ one }}.{{ column }} = {{ other }}.{{ column }} {{- " and " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#- The columns of a published contribution, and of the ledger of what changed. -#}
{% macro contribution_columns() -%}
    {{
        return(
            {
                "metric_id": "text",
                "happened_date": "date",
                "entity_kind": "text",
                "entity_key": "text",
                "source_system": "text",
                "source_object": "text",
                "source_id": "text",
                "owner_key": "text",
                "team": "text",
                "account_key": "text",
                "channel": "text",
                "numerator": "decimal(28, 6)",
                "denominator": "decimal(28, 6)",
            }
        )
    }}
{%- endmacro %}


{% macro restatement_columns() -%}
    {%- set columns = {"run_number": "bigint", "side": "text", "cause": "text"} -%}
    {%- do columns.update(contribution_columns()) -%}
    {{ return(columns) }}
{%- endmacro %}
