{{
    resolved_records(
        "person", methods=["merge", "id_link", "lead_conversion", "decision", "email", "score"]
    )
}}
