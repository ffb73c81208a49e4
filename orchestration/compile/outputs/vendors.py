"""The vendors and their streams as macros, so that no model lists them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import jinja, notice
from orchestration.sources.spec import StreamSpec


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """`vendors()` and what models ask of each; `streams(vendor)`."""
    entries = "".join(
        f"        {jinja(_entry(vendor, stream))},\n"
        for vendor, streams in inputs.streams.items()
        for stream in streams
    )
    forms = jinja(inputs.import_forms)
    text = f"""{{#- {notice("orchestration/sources")}
    vendors() is every vendor by name, in load order. -#}}
{{% macro vendors() -%}} {{{{ return({jinja(list(inputs.streams))}) }}}} {{%- endmacro %}}


{{#- vendor_titles() is what people call each vendor, by name. -#}}
{{% macro vendor_titles() -%}} {{{{ return({jinja(inputs.titles)}) }}}} {{%- endmacro %}}


{{#- vendor_open_lists() is the types of fields whose options are only suggestions, by vendor. -#}}
{{% macro vendor_open_lists() -%}} {{{{ return({jinja(inputs.open_lists)}) }}}} {{%- endmacro %}}


{{#- vendor_link_types() is the types of fields that hold ids of other records, by vendor. -#}}
{{% macro vendor_link_types() -%}} {{{{ return({jinja(inputs.link_types)}) }}}} {{%- endmacro %}}


{{#- vendor_import_forms() is how a vendor takes a file that changes records, of each that does: its
    tool, can_empty (whether a file can empty a field), not_taken (fields that no file writes). -#}}
{{% macro vendor_import_forms() -%}} {{{{ return({forms}) }}}} {{%- endmacro %}}


{{#- vendor_shapes() is the conformed shapes that a vendor has a model for, by vendor. -#}}
{{% macro vendor_shapes() -%}} {{{{ return({jinja(inputs.shapes)}) }}}} {{%- endmacro %}}


{{#- streams() is what every vendor offers, streams(vendor) what one offers. Of each: vendor,
    name (its raw table), source_object (as the vendor spells it), staging (the model that reads
    it), kept_by (people or vendor), has_fields (the vendor describes it field by field), is_log,
    is_optional (an account may lack it), created_column (none where records carry no such day).
-#}}
{{% macro streams(vendor=none) -%}}
    {{%- set entries = [
{entries}    ] -%}}
    {{%- if vendor is not none -%}}
        {{{{ return(entries | selectattr("vendor", "equalto", vendor) | list) }}}}
    {{%- endif -%}}
    {{{{ return(entries) }}}}
{{%- endmacro %}}
"""
    return {Path("macros/generated/vendors.sql"): text}


def _entry(vendor: str, stream: StreamSpec) -> dict[str, object]:
    return {
        "vendor": vendor,
        "name": stream.name,
        "source_object": stream.source_object,
        "staging": stream.staging_model(vendor),
        "kept_by": stream.kept_by,
        "has_fields": stream.has_fields,
        "is_log": stream.is_log,
        "is_optional": stream.is_optional,
        "created_column": stream.created_column,
    }
