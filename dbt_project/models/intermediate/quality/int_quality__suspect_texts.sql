{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for object, rows in quality_objects_of_texts(system).items() -%}
        {%- for row in rows -%}
            {%- do selects.append(quality_suspects_of(system, row)) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor %}

-- Texts that hold nine digits or what looks like an e-mail address, of any field that people write
-- in: which of them are private is judged after this.
{{
    gathered("suspect_texts", selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "source_id": "text",
            "value": "text",
        }
    )
}}
