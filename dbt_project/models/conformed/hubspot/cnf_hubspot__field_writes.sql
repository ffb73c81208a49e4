{#- Every value that the portal keeps the history of, and what wrote it. A user is told by a number of their
    own, which stands beside the owner that they are.
    No unit test: tests/integration/quality/test_breaks.py plants writes by users, imports and integrations
    and asks who wrote them. -#}
with
    users as (
        select
            'userid:' || {{ as_text("user_id") }} as source_id,
            max(
                coalesce(
                    {{
                        blank_to_null(
                            "coalesce(first_name, '') || ' ' || coalesce(last_name, '')"
                        )
                    }},
                    email
                )
            ) as name
        from {{ ref("stg_hubspot__owners") }}
        where user_id is not null
        group by user_id
    )

select
    writes.object_type as source_object,
    writes.record_id as source_id,
    writes.property as field,
    writes.value,
    lag(writes.value) over (
        partition by writes.object_type, writes.record_id, writes.property
        order by writes.changed_at, {{ byte_order("coalesce(writes.value, '')") }}
    ) as value_before,
    writes.changed_at as written_at,
    writes.source_type as writer,
    kinds.actor_kind,
    coalesce(users.name, writes.source_id) as actor
from {{ ref("stg_hubspot__history") }} as writes
left join {{ ref("cnf_hubspot__actor_kinds") }} as kinds on upper(writes.source_type) = kinds.source
left join users on users.source_id = lower(writes.source_id)
where not writes.is_deleted
