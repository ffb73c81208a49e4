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
            ("layout", "metadata_component_dependency", true, true, none),
            ("validation_rule", "metadata_component_dependency", true, true, none),
            ("flow", "metadata_component_dependency", true, true, none),
            ("code", "metadata_component_dependency", true, true, none),
            ("report", none, true, false, "Salesforce keeps reports out of this answer"),
        ],
    )
}}
