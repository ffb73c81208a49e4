{#- What the record of each open finding of a rule holds in the field that the finding names. -#}
{% macro quality_failed_values(rule_id) -%}
    select
        failures.finding_key,
        failures.source_system,
        failures.source_object,
        failures.field,
        failures.source_id,
        written.value
    from {{ ref("int_quality__open_failures") }} as failures
    inner join
        {{ ref("int_quality__fix_values") }} as written
        on written.source_system = failures.source_system
        and written.source_object = failures.source_object
        and written.field = failures.field
        and written.source_id = failures.source_id
    where failures.rule_id = '{{ rule_id }}'
{%- endmacro %}


{#- Body of a fix: of two linked records that disagree on a field, the one whose system loses in the sync
    takes what the other says. Where nobody said who wins there is no fix.

    value: what is to be written, an expression over `losing`: the record that takes it (its place,
    column_type), what the winner's field holds (winning_value) and how that is told (winning_words),
    the winner's owner (owner_key), whether both amounts are of one known currency (is_one_currency).
    Where it is null there is no fix. -#}
{% macro quality_fix_of_losing_side(rule_id, role, value) -%}
    with
        roles as (
            select roles.source_system, roles.source_object, roles.field, fields.column_type
            from {{ ref("cnf_field_roles") }} as roles
            inner join
                {{ ref("stg_meta__fields") }} as fields
                on fields.source_system = roles.source_system
                and fields.object = roles.source_object
                and fields.field = roles.field
                and not fields.is_deleted
            where roles.field_role = '{{ role }}'
        ),

        conflicts as (
            select
                conflict.*,
                row_number() over (
                    partition by source_system, source_object, source_id
                    order by other_source_system, other_source_object, other_source_id
                ) as conflict_rank
            from {{ ref("conflict") }} as conflict
            where field = '{{ role }}' and is_conflict
        ),

        judged as (
            select
                failures.finding_key,
                winners.winner,
                conflicts.value,
                conflicts.other_value,
                coalesce(
                    pairs.amount_currency_code = pairs.other_amount_currency_code, false
                ) as is_one_currency,
                pairs.*
            from {{ ref("int_quality__open_failures") }} as failures
            inner join
                {{ ref("int_quality__sync_winners") }} as winners
                on winners.source_system = failures.source_system
                and winners.source_object = failures.source_object
                and winners.field = failures.field
            inner join
                conflicts
                on conflicts.source_system = failures.source_system
                and conflicts.source_object = failures.source_object
                and conflicts.source_id = failures.source_id
                and conflicts.conflict_rank = 1
            inner join
                {{ ref("int_quality__linked_pairs") }} as pairs
                on pairs.source_system = conflicts.source_system
                and pairs.source_object = conflicts.source_object
                and pairs.source_id = conflicts.source_id
                and pairs.other_source_system = conflicts.other_source_system
                and pairs.other_source_object = conflicts.other_source_object
                and pairs.other_source_id = conflicts.other_source_id
            where failures.rule_id = '{{ rule_id }}'
        ),

        sided as (
            select
                finding_key,
                winner,
                is_one_currency,
                other_source_system as source_system,
                other_source_object as source_object,
                other_source_id as source_id,
                source_object as winning_object,
                source_id as winning_id,
                value as winning_words,
                owner_key
            from judged
            where winner = source_system
            union all
            select
                finding_key,
                winner,
                is_one_currency,
                source_system,
                source_object,
                source_id,
                other_source_object as winning_object,
                other_source_id as winning_id,
                other_value as winning_words,
                other_owner_key as owner_key
            from judged
            where winner = other_source_system
        ),

        losing as (
            select sided.*, roles.field, roles.column_type, written.value as winning_value
            from sided
            inner join
                roles
                on roles.source_system = sided.source_system
                and roles.source_object = sided.source_object
            inner join
                roles as winning_roles
                on winning_roles.source_system = sided.winner
                and winning_roles.source_object = sided.winning_object
            inner join
                {{ ref("int_quality__fix_values") }} as written
                on written.source_system = sided.winner
                and written.source_object = sided.winning_object
                and written.field = winning_roles.field
                and written.source_id = sided.winning_id
        ),

        valued as (select losing.*, {{ value }} as value_after from losing)

    select
        finding_key,
        source_system,
        source_object,
        field,
        source_id,
        value_after,
        winner as agrees_with
    from valued
    where value_after is not null
{%- endmacro %}
