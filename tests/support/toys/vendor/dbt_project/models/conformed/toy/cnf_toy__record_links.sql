{{
    field_links(
        "stg_toy__deals",
        "deals",
        "deal_id",
        [
            {
                "field": "elsewhere",
                "column": "hubspot_deal_id",
                "system": "hubspot",
                "object": "deals",
                "relation": "is",
                "method": "id_link",
            },
        ],
    )
}}
