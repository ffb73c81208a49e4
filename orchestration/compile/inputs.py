"""What people wrote, read and checked: all that an output is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orchestration.checked_yaml import load_yaml
from orchestration.compile.layers import CONFORMED, require_staging, vendor_shapes
from orchestration.compile.macro_settings import settings_of_macros
from orchestration.compile.matches import MatchDecision, read_matches
from orchestration.compile.metric_rows import check_metrics
from orchestration.compile.stage_columns import check_stage_columns
from orchestration.compile.waivers import Waiver, read_waivers
from orchestration.errors import DefinitionError
from orchestration.glossary import Glossary, read_glossary
from orchestration.known_names import near
from orchestration.metrics import Metric, read_metrics
from orchestration.rules import Fix, Rule, Rules, read_fixes, read_rules
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import StreamSpec

#: Where the shape of field roles is described, with the roles that it accepts.
FIELD_ROLES = CONFORMED / "shapes" / "_conformed__quality.yml"
Streams = Mapping[str, tuple[StreamSpec, ...]]


@dataclass(frozen=True)
class Inputs:
    """Definitions, rules, waivers, decisions and streams.

    Attributes:
        glossary: the definitions both teams signed.
        rules: the quality rules, ours and a company's own.
        fixes: what sets the findings of a rule right.
        metrics: what the scorecard counts.
        waivers: the findings that a company accepts for a time.
        matches: what it decided about records that may be one.
        streams: what each vendor offers, vendors and streams in load order.
        shapes: the conformed shapes that each vendor has a model for, sorted.
        titles: what people call each vendor.
        open_lists: types of each vendor's fields whose options are only suggestions.
        link_types: types of each vendor's fields that hold ids of other records.
        import_forms: of each vendor that takes files: its tool, whether a file can empty a field,
            and which fields it does not take.
        macro_settings: the settings that each macro reads, where it reads any.
    """

    glossary: Glossary
    rules: Rules
    fixes: tuple[Fix, ...]
    metrics: tuple[Metric, ...]
    waivers: tuple[Waiver, ...]
    matches: tuple[MatchDecision, ...]
    streams: Streams
    shapes: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    open_lists: Mapping[str, tuple[str, ...]]
    link_types: Mapping[str, tuple[str, ...]]
    import_forms: Mapping[str, Mapping[str, object]]
    macro_settings: Mapping[str, tuple[str, ...]]


def read_inputs(project_dir: Path) -> Inputs:
    """Everything that `hymnsheet compile` reads.

    Raises:
        GlossaryError: the glossary says something it may not.
        DefinitionError: a rule does, or reads a field that there is not; or a waiver or a match
            decision does; or a vendor's folder lacks a model.
    """
    streams = {name: vendor.specs for name, vendor in VENDORS.items()}
    rules = read_rules(project_dir)
    roles = _field_roles(project_dir)
    faults = [fault for rule in rules.rules for fault in _unknown_reads(rule, streams, roles)]
    if faults:
        raise DefinitionError(
            "Rules read what no vendor has:\n  " + "\n  ".join(faults),
            next_step="Correct the fields named, then run `hymnsheet compile`.",
        )
    glossary = read_glossary(project_dir)
    metrics = read_metrics(project_dir)
    check_metrics(metrics, glossary)
    check_stage_columns(glossary, project_dir)
    require_staging(project_dir, streams)
    return Inputs(
        glossary=glossary,
        rules=rules,
        fixes=read_fixes(project_dir, rules),
        metrics=metrics,
        waivers=read_waivers(project_dir, rules, streams),
        matches=read_matches(project_dir, streams),
        streams=streams,
        titles={name: vendor.title for name, vendor in VENDORS.items()},
        open_lists={name: vendor.open_lists for name, vendor in VENDORS.items()},
        link_types={name: vendor.link_types for name, vendor in VENDORS.items()},
        import_forms={
            name: {
                "tool": form.tool,
                "can_empty": form.emptied is not None,
                "not_taken": sorted(form.not_taken),
            }
            for name, vendor in VENDORS.items()
            if (form := vendor.import_form) is not None
        },
        shapes=vendor_shapes(project_dir),
        macro_settings=settings_of_macros(project_dir),
    )


def _field_roles(project_dir: Path) -> frozenset[str]:
    """What a vendor may say that a field means: what the shape accepts."""
    content = load_yaml(project_dir / FIELD_ROLES, DefinitionError)
    try:
        [shape] = (m for m in content["models"] if m["name"] == "cnf_field_roles")
        [column] = (c for c in shape["columns"] if c["name"] == "field_role")
        [accepted] = (t for t in column["data_tests"] if "accepted_values" in t)
        return frozenset(accepted["accepted_values"]["arguments"]["values"])
    except (KeyError, TypeError, ValueError) as fault:
        raise DefinitionError(
            f"{FIELD_ROLES}: cnf_field_roles has no column field_role with one data test"
            " accepted_values, whose arguments.values are the roles that rules may name.",
            next_step="Restore it, then run `hymnsheet compile`.",
        ) from fault


def _unknown_reads(rule: Rule, streams: Streams, roles: frozenset[str]) -> Iterator[str]:
    """Roles that there are not, and fields that no stream has.

    Fields that a company made are known to itself only.
    """
    known = {
        f"{vendor}.{stream.name}": {*stream.columns, stream.key_field}
        for vendor, specs in streams.items()
        for stream in specs
        if stream.has_fields
    }
    for place in rule.reads:
        if place == "*":
            continue
        where, _, field = place.rpartition(".")
        said = f"{rule.model}.yml: models[0].config.meta.reads: {place!r}: "
        if not where:
            if field not in roles:
                yield f"{said}no field has that role. {near(field, roles)}"
        elif where not in known:
            yield f"{said}no vendor has an object {where!r}. {near(where, known)}"
        elif field not in known[where] and not rule.is_own:
            yield f"{said}no stream column is called {field!r}. {near(field, known[where])}"
