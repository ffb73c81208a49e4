{#- One row per campaign that a system reports on and amount of the report (revenue or deal): the amount, and the same
    in the corporate currency by today's rate, since a report is of all that was up to now (see
    converted_amounts). -#}
with
    reports as (select * from {{ ref("cnf_campaign_reports") }}),

    told as (
        {%- for kind in ["revenue", "deal"] %}
            select
                source_system,
                source_object,
                source_id,
                '{{ kind }}' as amount_kind,
                {{ money(kind ~ "_amount") }} as amount,
                cast(null as {{ money_type() }}) as home_amount,
                currency_code,
                {{ nothing("number") }} as vendor_rate,
                {{ reporting_day() }} as rate_date
            from reports
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

    {{ converted_amounts("told", ["source_system", "source_object", "source_id", "amount_kind"]) }}
