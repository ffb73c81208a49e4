{#- No model reads yet: team. -#}
select
    starts_on,
    ends_on,
    kind,
    {{ blank_to_null("team") }} as team,
    {{ blank_to_null("channel") }} as source_value,
    {{ blank_to_null("campaign") }} as campaign,
    amount,
    upper({{ blank_to_null("currency") }}) as currency_code,
    {{ as_text("starts_on") }}
    || '/'
    || {{ as_text("ends_on") }}
    || '/'
    || kind
    || '/'
    || coalesce(team, '')
    || '/'
    || coalesce(channel, '')
    || '/'
    || coalesce(campaign, '') as cost_id,
    {{ audit_columns() }}
from {{ source("raw_files", "costs") }}
