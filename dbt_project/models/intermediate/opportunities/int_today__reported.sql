{{ config(materialized="view") }}
{#- One row: the day that it is now in the reporting time zone. -#}
select {{ reporting_date(as_of()) }} as today
