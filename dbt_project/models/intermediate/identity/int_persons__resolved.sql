{{
    resolved_records(
        "person",
        "int_person_records__unioned",
        "int_person_links__collected",
        "int_person_groups__connected",
        stated=["merge", "id_link", "lead_conversion"],
        compared="email",
    )
}}
