{{ union_vendors("mailing_events") }}
