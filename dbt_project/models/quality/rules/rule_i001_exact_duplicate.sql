-- One row per living record that can be told to be a second one: of a person by the address, of a
-- company by domain and name together. What fails is every record but the oldest of them.
with
    people as (select * from {{ ref("int_quality__people_by_address") }}),

    accounts as (
        select
            node,
            source_system,
            source_object,
            source_id,
            created_at,
            country,
            domain || ' ' || folded_name as named
        from {{ ref("int_account_records__unioned") }}
        where is_alive and domain is not null and folded_name is not null
    ),

    person_pairs as (
        select
            later.source_system,
            later.source_object,
            later.source_id,
            earlier.source_id as other_source_id,
            earlier.created_at as other_created_at,
            earlier.node as other_node,
            'address' as shared
        from people as later
        inner join
            people as earlier
            on earlier.email = later.email
            and earlier.label = later.label
            and earlier.source_system = later.source_system
            and earlier.source_object = later.source_object
            and {{ is_older("earlier", "later") }}
    ),

    -- branches of one name in two countries are two; so are two that somebody told apart
    account_pairs as (
        select
            later.source_system,
            later.source_object,
            later.source_id,
            earlier.source_id as other_source_id,
            earlier.created_at as other_created_at,
            earlier.node as other_node,
            'domain and the name' as shared
        from accounts as later
        inner join
            accounts as earlier
            on earlier.named = later.named
            and earlier.source_system = later.source_system
            and earlier.source_object = later.source_object
            and {{ is_older("earlier", "later") }}
        left join
            {{ ref("int_account_decisions__read") }} as decisions
            on decisions.decision = 'different'
            and (
                (decisions.left_node = earlier.node and decisions.right_node = later.node)
                or (decisions.left_node = later.node and decisions.right_node = earlier.node)
            )
        where decisions.left_node is null and coalesce(earlier.country = later.country, true)
    ),

    pairs as (
        select *
        from person_pairs
        union all
        select *
        from account_pairs
    ),

    ranked as (
        select
            pairs.*,
            row_number() over (
                partition by source_system, source_object, source_id
                order by other_created_at nulls last, other_node
            ) as row_rank
        from pairs
    ),

    judged as (
        select distinct source_system, source_object, source_id, 'email' as field_role
        from people
        union all
        select source_system, source_object, source_id, 'web_address' as field_role
        from accounts
    )

select
    'I001' as rule_id,
    judged.source_system,
    judged.source_object,
    roles.field,
    judged.source_id,
    ranked.source_id is not null as is_failed,
    'has the ' || ranked.shared || ' of ' || ranked.other_source_id || ', which is older' as detail,
    ranked.other_source_id as other_value
from judged
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = judged.source_system
    and roles.source_object = judged.source_object
    and roles.field_role = judged.field_role
left join
    ranked
    on ranked.source_system = judged.source_system
    and ranked.source_object = judged.source_object
    and ranked.source_id = judged.source_id
    and ranked.row_rank = 1
