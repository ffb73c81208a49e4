{#- What the systems themselves say about two records being one company: ids and merges. -#}
with
    records as (select * from {{ ref("int_account_records__unioned") }}),

    companies as (
        select records.node, companies.*
        from {{ ref("stg_hubspot__companies") }} as companies
        inner join
            records
            on records.source_system = 'hubspot'
            and records.source_id = companies.company_id
    ),

    id_links as (
        select companies.node as from_node, records.node as to_node
        from companies
        inner join
            records
            on records.source_system = 'salesforce'
            and records.source_id = companies.salesforce_account_id
    ),

    merged_lists as ({{ list_parts("companies", "node", "merged_object_ids") }}),

    merge_links as (
        select merged_lists.id as from_node, records.node as to_node
        from merged_lists
        inner join
            records on records.source_system = 'hubspot' and records.source_id = merged_lists.part
        union
        select losers.node as from_node, records.node as to_node
        from records as losers
        inner join
            records
            on records.source_object = losers.source_object
            and records.source_id = losers.merged_into
    )

select from_node, to_node, 'merge' as match_method
from merge_links
where from_node <> to_node
union all
select from_node, to_node, 'id_link' as match_method
from id_links
where from_node <> to_node
