select
    md5(
        concat(
            kind,
            '|',
            evidence,
            '|',
            system,
            '|',
            object,
            '|',
            record_id,
            '|',
            other_object,
            '|',
            coalesce(other_record_id, '')
        )
    ) as conflict_key,
    kind,
    evidence,
    evidence_value,
    reason,
    case
        reason
        when 'names_differ'
        then 'The names cannot be one.'
        when 'countries_differ'
        then 'The countries differ.'
        when 'two_salesforce_accounts'
        then 'Salesforce holds two accounts, and nobody has merged them.'
        when 'fits_several'
        then 'It fits this record and another that does not fit this one.'
        when 'shared_mailbox'
        then 'Several people read this mailbox, and the records do not name the same one.'
        when 'shared_by_many'
        then 'Too many records share this to say whose it is.'
        when 'deleted'
        then 'The record it names was deleted.'
        when 'not_found'
        then 'There is no record with this id.'
        when 'not_an_id'
        then 'This is no id of a record.'
        when 'capitals_lost'
        then 'A short id with other capitals than any record; it may mean the one named beside it.'
    end as explanation,
    system,
    object,
    record_id,
    value,
    other_system,
    other_object,
    other_record_id,
    other_value
from {{ ref("int_identity_conflicts__collected") }}
