-- name: breaks
-- the last to break first; what does not fit on a page is in the list
select b.source_system, b.source_object, b.field, p.label, l.field_key as page, b.break_kind,
       b.broke_on, b.value_before, b.value_after,
       cast(b.ratio_before as double precision) as ratio_before,
       cast(b.ratio_after as double precision) as ratio_after,
       b.records_touched, b.actor_kind, b.actor, b.evidence
from quality.field_break as b
left join quality.field_profile as p
    on b.source_system = p.source_system and b.source_object = p.source_object
    and b.field = p.field
left join quality.field_ledger as l
    on b.source_system = l.source_system and b.source_object = l.source_object
    and b.field = l.field and l.attention_rank <= 500
order by b.broke_on desc, b.source_system, b.source_object collate "C", b.field collate "C",
         b.break_key
limit 40

-- name: changes
select c.source_system, c.source_object, c.field, p.label, c.change_kind, c.option_value, c.was,
       c.became, c.changed_after, c.seen_at, c.changed_at, c.actor_kind, c.actor
from quality.schema_change as c
left join quality.field_profile as p
    on c.source_system = p.source_system and c.source_object = p.source_object
    and c.field = p.field
order by c.seen_at desc, c.source_system, c.source_object collate "C", c.field collate "C",
         c.change_key
limit 40

-- name: whole
select (select count(*) from quality.field_break) as breaks,
       (select count(*) from quality.schema_change) as changes

-- name: all_breaks
select b.source_system, b.source_object, b.field, b.break_kind, b.broke_on, b.last_day_before,
       b.value_before, b.value_after, b.records_before, b.ratio_before, b.records_after,
       b.ratio_after, b.records_touched, b.actor_kind, b.actor, b.set_up_changed_at
from quality.field_break as b
order by b.broke_on desc, b.source_system, b.source_object collate "C", b.field collate "C",
         b.break_key

-- name: all_changes
select c.source_system, c.source_object, c.field, c.change_kind, c.option_value, c.was, c.became,
       c.changed_after, c.seen_at, c.changed_at, c.actor_kind, c.actor
from quality.schema_change as c
order by c.seen_at desc, c.source_system, c.source_object collate "C", c.field collate "C",
         c.change_key
