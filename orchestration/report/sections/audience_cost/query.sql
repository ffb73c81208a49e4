-- name: reasons
select source_system, reason, count_contacts as contacts, count_paid_for as paid_for,
       cast(contact_ratio as double precision) as share, price_state,
       cast(monthly_price_corporate as decimal(24, 4)) as price,
       cast(monthly_share_corporate as decimal(24, 4)) as cost,
       cast(monthly_saving_corporate as decimal(24, 4)) as saving
from marts.mart_audience_cost
order by source_system, reason_rank

-- name: all_contacts
select source_system, source_object, source_id, has_no_address, has_bounced, has_opted_out,
       has_opted_out_elsewhere, is_duplicate, is_junk
from marts.fct_marketing_contact
where is_paid_in_vain
order by source_system, source_object, source_id collate "C"
