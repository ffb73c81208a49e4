-- dbt reads the cell `null` of a seed as an empty one; here it is a word.
select coalesce(placeholder, 'null') as placeholder, sense from {{ ref("placeholders") }}
