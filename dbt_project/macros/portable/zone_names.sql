{#- The names of the time zones that the engine knows: (name). Where an engine has no such list nobody's own
    zone is used, since one that it does not know would end the build. -#}
{% macro zone_names() -%} {{ return(adapter.dispatch("zone_names")()) }} {%- endmacro %}


{% macro default__zone_names() -%} {{ no_rows({"name": "text"}) }} {%- endmacro %}


{% macro duckdb__zone_names() -%} select name from pg_timezone_names() {%- endmacro %}


{% macro postgres__zone_names() -%} select name from pg_timezone_names() {%- endmacro %}
