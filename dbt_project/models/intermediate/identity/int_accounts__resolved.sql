{{
    resolved_records(
        "account",
        "int_account_records__unioned",
        "int_account_links__collected",
        "int_account_groups__connected",
        stated=["merge", "id_link"],
        compared="domain",
    )
}}
