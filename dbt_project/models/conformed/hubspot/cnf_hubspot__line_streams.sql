{#- Which deal a line is of, its association alone tells. -#}
select 'line_items' as stream
union all
select '_associations' as stream
