{#- One row per living lead that sales works: (lead_id, contact_id), the contact that it says, else of
    those it is tied to the one with the least id. -#}
{% macro worked_leads() -%}
    select leads.lead_id, coalesce(leads.contact_id, links.contact_id) as contact_id
    from {{ ref("stg_hubspot__leads") }} as leads
    left join
        (
            select from_id, min(to_id) as contact_id
            from {{ ref("stg_hubspot__associations") }}
            where from_type = 'leads' and to_type = 'contacts' and not is_deleted
            group by from_id
        ) as links
        on links.from_id = leads.lead_id
    where not leads.is_deleted
{%- endmacro %}
