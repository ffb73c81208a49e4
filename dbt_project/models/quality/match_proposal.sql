with
    pairs as (
        select
            'person' as kind,
            near_side.source_system,
            near_side.source_object,
            near_side.source_id,
            far_side.source_system as other_source_system,
            far_side.source_object as other_source_object,
            far_side.source_id as other_source_id,
            pairs.score,
            pairs.why,
            case when near_group.label = far_group.label then 'merged' else 'open' end as state,
            case
                when near_group.label <> far_group.label then coalesce(pairs.reason, 'fits_several')
            end as reason
        from {{ ref("int_person_pairs__scored") }} as pairs
        inner join
            {{ ref("int_person_records__unioned") }} as near_side
            on near_side.node = pairs.left_node
        inner join
            {{ ref("int_person_records__unioned") }} as far_side on far_side.node = pairs.right_node
        inner join
            {{ ref("int_person_groups__connected") }} as near_group
            on near_group.node = pairs.left_node
        inner join
            {{ ref("int_person_groups__connected") }} as far_group
            on far_group.node = pairs.right_node
        where coalesce(pairs.reason, '') <> 'decided_different'
        union all
        select
            'account' as kind,
            near_side.source_system,
            near_side.source_object,
            near_side.source_id,
            far_side.source_system as other_source_system,
            far_side.source_object as other_source_object,
            far_side.source_id as other_source_id,
            pairs.score,
            pairs.why,
            case when near_group.label = far_group.label then 'merged' else 'open' end as state,
            case
                when near_group.label <> far_group.label then coalesce(pairs.reason, 'fits_several')
            end as reason
        from {{ ref("int_account_pairs__scored") }} as pairs
        inner join
            {{ ref("int_account_records__unioned") }} as near_side
            on near_side.node = pairs.left_node
        inner join
            {{ ref("int_account_records__unioned") }} as far_side
            on far_side.node = pairs.right_node
        inner join
            {{ ref("int_account_groups__connected") }} as near_group
            on near_group.node = pairs.left_node
        inner join
            {{ ref("int_account_groups__connected") }} as far_group
            on far_group.node = pairs.right_node
        where coalesce(pairs.reason, '') <> 'decided_different'
    )

select
    {{
        key_of(
            [
                "pairs.source_system",
                "pairs.source_object",
                "pairs.source_id",
                "pairs.other_source_system",
                "pairs.other_source_object",
                "pairs.other_source_id",
            ]
        )
    }} as match_key,
    pairs.kind,
    pairs.state,
    pairs.reason,
    pairs.score,
    pairs.why,
    pairs.source_system,
    pairs.source_object,
    pairs.source_id,
    near_side.name,
    near_side.web_or_mail,
    near_side.phone,
    near_side.address,
    near_side.country,
    near_side.birthday,
    near_side.company_name,
    near_side.created_at,
    pairs.other_source_system,
    pairs.other_source_object,
    pairs.other_source_id,
    far_side.name as other_name,
    far_side.web_or_mail as other_web_or_mail,
    far_side.phone as other_phone,
    far_side.address as other_address,
    far_side.country as other_country,
    far_side.birthday as other_birthday,
    far_side.company_name as other_company_name,
    far_side.created_at as other_created_at
from pairs
left join
    {{ ref("int_match_records__described") }} as near_side
    on near_side.source_system = pairs.source_system
    and near_side.source_object = pairs.source_object
    and near_side.source_id = pairs.source_id
left join
    {{ ref("int_match_records__described") }} as far_side
    on far_side.source_system = pairs.other_source_system
    and far_side.source_object = pairs.other_source_object
    and far_side.source_id = pairs.other_source_id
