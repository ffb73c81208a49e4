{#- Ids have 18 characters, of which the last three only spell the capitals of the others. A lead is made
    each time that sales takes a person up; that a contact was made says nothing of interest. -#}
{%- set ids = {"id_pattern": "^[0-9A-Za-z]{18}$", "id_significant_length": 15} -%}
{{
    object_rows(
        [
            dict(
                name="lead",
                kind="person",
                is_attempt=true,
                status_field="status",
                owner_field="owner",
                created_field="createddate",
                **ids
            ),
            dict(name="contact", kind="person", owner_field="owner", **ids),
            dict(name="account", kind="account", **ids),
            dict(
                name="opportunity",
                kind="opportunity",
                stage_field="stagename",
                created_field="createddate",
                closed_field="closedate",
                **ids
            ),
            dict(name="user", kind="owner", **ids),
            dict(name="group", kind="owner", **ids),
            dict(
                name="task",
                kind="activity",
                activity_types="call email meeting message task",
                **ids
            ),
            dict(name="event", kind="activity", activity_types="meeting", **ids),
        ]
    )
}}
