-- How many values of a text field are numbers, and how many are days.
select
    texts.source_system,
    texts.source_object,
    texts.field,
    cast(sum(texts.numbers) as bigint) as numbers,
    cast(sum(texts.marked_numbers) as bigint) as marked_numbers,
    cast(sum(texts.distinct_numbers) as bigint) as distinct_numbers,
    min(texts.shortest_number) as shortest_number,
    max(texts.longest_number) as longest_number,
    cast(sum(texts.days) as bigint) as days
from {{ ref("int_quality__text_values") }} as texts
left join
    {{ ref("placeholder") }} as placeholders
    on texts.source_system = placeholders.source_system
    and texts.source_object = placeholders.source_object
    and texts.field = placeholders.field
    and texts.placeholder = placeholders.placeholder
    and placeholders.is_counted_empty
where placeholders.placeholder is null
group by texts.source_system, texts.source_object, texts.field
