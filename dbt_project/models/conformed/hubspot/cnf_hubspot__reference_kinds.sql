{{
    literal_rows(
        {
            "reference_kind": "text",
            "stream": "text",
            "of_custom_fields_only": "boolean",
            "always_names_some": "boolean",
            "why_not": "text",
        },
        [
            ("form", "forms", false, false, none),
            ("list", "lists", false, false, none),
            ("flow", "flows", false, false, none),
            (
                "layout",
                none,
                false,
                false,
                "HubSpot shows no program what its record pages show",
            ),
            ("report", none, false, false, "HubSpot shows no program what its reports read"),
        ],
    )
}}
