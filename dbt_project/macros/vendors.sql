{#- The systems that records come from, in the order in which they are loaded. -#}
{% macro vendors() -%} {{ return(["hubspot", "salesforce"]) }} {%- endmacro %}
