{{
    literal_rows(
        {"source_object": "text", "field": "text", "field_role": "text"},
        [("ad_spend", "spend", "cost"), ("costs", "amount", "cost")],
    )
}}
