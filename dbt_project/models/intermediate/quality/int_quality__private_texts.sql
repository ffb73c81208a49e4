-- Personal data where it does not belong. Where most long numbers of a field fail the check of a
-- card they are somebody's ids; an account stands rightly in a field that is named for it.
{%- set card_pattern = quality_card_pattern() -%}
{%- set iban_pattern = quality_iban_pattern() %}

with
    fields as (
        select
            described.source_system,
            described.object as source_object,
            described.field,
            coalesce(roles.field_role, '')
            in ('first_name', 'last_name', 'company', 'account_name') as is_name,
            not {{ matches("lower(described.field)", "iban|bank|konto") }} as is_no_account,
            not {{ matches("lower(described.field)", "ssn|social|tax_id|taxid") }} as is_no_ssn
        from {{ ref("stg_meta__fields") }} as described
        left join
            {{ ref("cnf_field_roles") }} as roles
            on described.source_system = roles.source_system
            and described.object = roles.source_object
            and described.field = roles.field
        left join
            {{ ref("int_quality__field_kinds") }} as kinds
            on described.source_system = kinds.source_system
            and described.object = kinds.source_object
            and described.field = kinds.field
        where
            not described.is_deleted
            and not described.is_calculated
            and coalesce(kinds.field_kind, 'other') not in ('email', 'phone')
            and lower(coalesce(described.vendor_type, ''))
            not in ('id', 'reference', 'url', 'email', 'phone', 'phone_number', 'encryptedstring')
    ),

    texts as (
        select suspects.*, fields.is_name, fields.is_no_account, fields.is_no_ssn
        from {{ ref("int_quality__suspect_texts") }} as suspects
        inner join fields using (source_system, source_object, field)
    ),

    -- Up to three of each kind in a text.
    numbers as (
        {%- for n in range(1, 4) %}
            select
                source_system,
                source_object,
                field,
                source_id,
                {{ matches("value", "^\\s*[0-9]+\\s*$") }} as is_whole,
                nullif({{ quality_nth_number("value", card_pattern, n) }}, '') as card,
                nullif({{ quality_nth_number("value", iban_pattern, n) }}, '') as account
            from texts {{ "union all" if not loop.last }}
        {%- endfor %}
    ),

    bared as (
        select
            numbers.*,
            replace(replace(card, ' ', ''), '-', '') as card_digits,
            {{ quality_iban_length("left(account, 2)") }} as account_length,
            replace(account, ' ', '') as bare_account
        from numbers
        where card is not null or account is not null
    ),

    checked as (
        select
            bared.*,
            coalesce({{ quality_is_card("card_digits") }}, false) as is_card,
            case
                when
                    length(bare_account) = account_length
                    or (account like '% %' and length(bare_account) > account_length)
                then {{ quality_iban_moved("left(bare_account, account_length)") }}
            end as moved_account
        from bared
    ),

    {%- for letters in ["ABCDEFGHI", "JKLMNOPQR", "STUVWXYZ"] %}
        numbered_{{ loop.index }} as (
            select
                {{ "checked" if loop.first else "numbered_" ~ loop.index0 }}.*,
                {{
                    quality_iban_numbered(
                        "moved_account" if loop.first else "digits_" ~ loop.index0, letters
                    )
                }} as digits_{{ loop.index }}
            from {{ "checked" if loop.first else "numbered_" ~ loop.index0 }}
        ),
    {%- endfor %}

    weighed as (
        select
            numbered_3.*,
            coalesce({{ quality_is_iban("digits_3") }}, false) as is_account,
            sum(case when is_whole and is_card then 1 else 0 end) over (
                partition by source_system, source_object, field
            ) as whole_cards,
            sum(case when is_whole and card is not null then 1 else 0 end) over (
                partition by source_system, source_object, field
            ) as whole_numbers
        from numbered_3
    ),

    holding as (
        select
            source_system,
            source_object,
            field,
            source_id,
            max(
                case
                    when is_card and (not is_whole or whole_cards * 2 > whole_numbers) then 1 else 0
                end
            ) as cards,
            max(case when is_account then 1 else 0 end) as accounts
        from weighed
        group by source_system, source_object, field, source_id
    ),

    judged as (
        select
            source_system,
            source_object,
            field,
            source_id,
            case when holding.cards = 1 then 'a payment card, ' else '' end || case
                when texts.is_no_account and holding.accounts = 1 then 'a bank account, ' else ''
            end
            || case
                when texts.is_no_ssn and {{ quality_holds_ssn("texts.value") }}
                then 'a social security number, '
                else ''
            end
            || case
                when texts.is_name and {{ quality_holds_email("texts.value") }}
                then 'an e-mail address, '
                else ''
            end as told
        from texts
        left join holding using (source_system, source_object, field, source_id)
    )

select source_system, source_object, field, source_id, left(told, length(told) - 2) as what_is_held
from judged
where told <> ''
