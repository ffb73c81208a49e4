{#- What kind of actor a user is: people are Standard users, what runs by itself is of another type. -#}
{% macro salesforce_actor_kind(user_type, user_id) -%}
    case
        when {{ user_id }} is null
        then null
        when coalesce({{ user_type }}, 'Standard') = 'Standard'
        then 'user'
        else 'integration'
    end
{%- endmacro %}
