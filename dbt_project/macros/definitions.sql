{#- Names of the models that read each definition, by its id. A table is a seed that they name; a setting
    stands in their code, or in that of a macro that they call. -#}
{% macro readers_of_definitions() -%}
    {%- set readers = {} -%}
    {%- set of_macros = {} -%}
    {%- for one in settings_of_macros() -%}
        {%- do of_macros.update({one.macro: one.settings}) -%}
    {%- endfor -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" -%}
            {%- set read = modules.re.findall(
                "\\bglossary\\(['\"](\\w+)['\"]\\)", node.raw_code
            ) -%}
            {%- for parent in node.depends_on.nodes if ".glossary_" in parent -%}
                {%- do read.append(parent.split(".glossary_")[1]) -%}
            {%- endfor -%}
            {%- for macro in node.depends_on.macros -%}
                {%- do read.extend(of_macros.get(macro.split(".")[-1], [])) -%}
            {%- endfor -%}
            {%- for definition in read | unique -%}
                {%- do readers.setdefault(definition, []).append(node.name) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(readers) }}
{%- endmacro %}


{#- The SQL by which each definition decides, by its id: a literal of lines, of whatever any model reads itself. -#}
{% macro sql_of_definitions(readers) -%}
    {%- set models = {} -%}
    {%- set told = {} -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" -%}
            {%- do models.update({node.name: node}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for definition, names in readers.items() -%}
        {%- set lines = [] -%}
        {%- for name in names | sort -%}
            {%- do lines.extend(sql_of_definition(definition, models[name])) -%}
        {%- endfor -%}
        {%- if lines -%}
            {%- do told.update({definition: quoted(lines | join("\n"))}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(told) }}
{%- endmacro %}


{#- The SQL by which a definition decides in a model: the lines in which a setting stands, with its value; of a
    table, how it is joined. One to a line, none where only a macro reads it. -#}
{% macro sql_of_definition(definition, model) -%}
    {%- set patterns = [
        "[^\\n]*\\bglossary\\(['\"]" ~ definition ~ "['\"]\\)[^\\n]*",
        "[^\\n]*\\bref\\(['\"]glossary_"
        ~ definition
        ~ "['\"]\\)[^\\n]*(?:\\n\\s+(?:on|and|or)\\s[^\\n]*)*",
    ] -%}
    {%- set found = [] -%}
    {%- for pattern in patterns -%}
        {%- for lines in modules.re.findall(pattern, model.raw_code) -%}
            {%- set told = modules.re.sub("\\s+", " ", lines).strip() -%}
            {%- set told = with_plain_names(told) -%}
            {%- set setting = "glossary\\(['\"]" ~ definition ~ "['\"]\\)(?: \\| trim)?" -%}
            {%- if modules.re.search(setting, told) -%}
                {%- set value = glossary(definition) | trim -%}
                {%- set in_braces = "\\{\\{-? " ~ setting ~ " -?\\}\\}" -%}
                {%- set told = modules.re.sub(in_braces ~ "|" ~ setting, value, told) -%}
            {%- endif -%}
            {%- do found.append(model.name ~ ": " ~ told) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found | unique | list) }}
{%- endmacro %}


{#- Models as they are written, by name, with tables by their names and the rules' numbers by their values. -#}
{% macro sql_of_models(names) -%}
    {%- set written = {} -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == "model" and node.name in names -%}
            {%- set sql = modules.re.sub("\\{\\{-? config\\([^}]*\\}\\}\\s*", "", node.raw_code) -%}
            {%- do written.update({node.name: with_rule_numbers(with_plain_names(sql))}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(written) }}
{%- endmacro %}


{#- SQL with each number of the rules in the place of its name. -#}
{% macro with_rule_numbers(sql) -%}
    {%- set told = namespace(sql=sql) -%}
    {%- for number in modules.re.findall(
        "\\bquality_parameter\\(['\"](\\w+)['\"]\\)", sql
    ) | unique -%}
        {%- set read = "quality_parameter\\(['\"]" ~ number ~ "['\"]\\)" -%}
        {%- set in_braces = "\\{\\{-? " ~ read ~ " -?\\}\\}" -%}
        {%- set value = quality_parameter(number) | trim -%}
        {%- set told.sql = modules.re.sub(in_braces ~ "|" ~ read, value, told.sql) -%}
    {%- endfor -%}
    {{ return(told.sql) }}
{%- endmacro %}


{#- SQL with the tables that it reads by their plain names. -#}
{% macro with_plain_names(sql) -%}
    {{ return(modules.re.sub("\\{\\{-? ref\\(['\"](\\w+)['\"]\\) -?\\}\\}", "\\1", sql)) }}
{%- endmacro %}


{#- A text as a literal of SQL. -#}
{% macro quoted(words) -%} {{ return("'" ~ (words | replace("'", "''")) ~ "'") }} {%- endmacro %}
