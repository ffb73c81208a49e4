"""Forms, their fields and submissions, as forms.csv, form_fields.csv, form_submissions.csv say."""

from __future__ import annotations

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import not_found
from orchestration.emulator.hubspot.reference_lists import (
    CONTACTS,
    milliseconds,
    page_of,
    row_of,
    section_rows,
    stated_at,
)
from orchestration.worlds.csv_table import Row

_SUBMISSIONS_MAXIMUM: Final = 50


def list_forms(call: Call) -> Reply:
    """`GET /marketing/v3/forms`: archived ones alone where they are asked for."""
    forms = (_form(call, row) for row in section_rows(call, "forms"))
    asked = [form for form in forms if form["archived"] is call.flag("archived")]
    return page_of(call, asked, default=20)


def read_form(call: Call) -> Reply:
    """`GET /marketing/v3/forms/{id}`."""
    form = _form(call, row_of(call, "forms"))
    if form["archived"] is not call.flag("archived"):
        raise not_found()
    return 200, form


def list_forms_v2(call: Call) -> Reply:
    """`GET /forms/v2/forms`: a bare list, times in epoch milliseconds."""
    forms = [_form(call, row) for row in section_rows(call, "forms")]
    return 200, [
        {
            "guid": form["id"],
            "name": form["name"],
            "portalId": call.portal.portal_id,
            "createdAt": milliseconds(form["createdAt"]),
            "updatedAt": milliseconds(form["updatedAt"]),
            "deletedAt": 0,
            "formFieldGroups": [],
        }
        for form in forms
    ]


def list_submissions(call: Call) -> Reply:
    """`GET /form-integrations/v1/submissions/forms/{guid}`: the newest first.

    Raises:
        HubSpotError: 404, the portal has no such form; 403, not granted.
    """
    if all(form["id"] != call.path["form_id"] for form in section_rows(call, "forms")):
        raise not_found()
    rows: list[dict[str, Any]] = [
        {
            "conversionId": row.get("conversion_id") or _conversion_id(call, order),
            "submittedAt": milliseconds(
                stated_at(call, row.get("submitted_at"), row.get("timestamp"))
            ),
            "values": [
                {"name": name, "value": value, "objectTypeId": CONTACTS}
                for name, value in row.items()
                if value is not None and name not in _NO_ANSWERS
            ],
            "pageUrl": row.get("page_url"),
        }
        for order, row in enumerate(section_rows(call, "form_submissions"))
        if row.get("form_id") == call.path["form_id"]
    ]
    rows.sort(key=lambda one: one["submittedAt"], reverse=True)
    return page_of(call, rows, default=20, highest=_SUBMISSIONS_MAXIMUM)


_NO_ANSWERS: Final = frozenset(
    {"form_id", "submitted_at", "timestamp", "page_url", "id", "conversion_id"}
)


def _conversion_id(call: Call, order: int) -> str:
    """The id of a submission that states none: the same one every time."""
    return str(uuid5(NAMESPACE_URL, f"{call.portal.portal_id}/form_submissions/{order}"))


def _form(call: Call, row: Row) -> dict[str, Any]:
    created = stated_at(call, row.get("created_at"), row.get("createdAt"))
    return {
        "id": row["id"],
        "name": row.get("name") or "",
        "formType": row.get("form_type") or "hubspot",
        "createdAt": created,
        "updatedAt": stated_at(call, row.get("updated_at"), row.get("updatedAt"), created),
        "archived": row.get("archived") == "true",
        "fieldGroups": [_group(one) for one in _fields_of(call, row)],
        "configuration": _CONFIGURATION,
        "displayOptions": _DISPLAY,
        "legalConsentOptions": {"type": "none"},
    }


def _fields_of(call: Call, form: Row) -> list[Row]:
    """The properties that a form asks for, as form_fields.csv states them."""
    fields = call.portal.records.sections.get("form_fields", [])
    return [one for one in fields if one["form_id"] == form["id"]]


def _group(stated: Row) -> dict[str, Any]:
    """A row of the form, with one field in it."""
    name = str(stated["name"])
    is_email = name == "email"
    field: dict[str, Any] = {
        "objectTypeId": stated.get("object_type_id") or CONTACTS,
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "required": is_email,
        "hidden": stated.get("hidden") == "true",
        "dependentFields": [],
        "fieldType": "email" if is_email else "single_line_text",
    }
    if is_email:
        field["validation"] = {"blockedEmailDomains": [], "useDefaultBlockList": False}
    return {"groupType": "default_group", "richTextType": "text", "fields": [field]}


#: What no world states of a form: as the editor of forms begins.
_CONFIGURATION: Final[dict[str, Any]] = {
    "language": "en",
    "cloneable": True,
    "editable": True,
    "archivable": True,
    "recaptchaEnabled": False,
    "notifyContactOwner": False,
    "notifyRecipients": [],
    "createNewContactForNewEmail": False,
    "prePopulateKnownValues": True,
    "allowLinkToResetKnownValues": False,
    "lifecycleStages": [],
    "postSubmitAction": {"type": "thank_you", "value": "Thanks for submitting the form."},
}
_DISPLAY: Final[dict[str, Any]] = {
    "renderRawHtml": False,
    "theme": "default_style",
    "submitButtonText": "Submit",
    "style": {
        "fontFamily": "arial, helvetica, sans-serif",
        "backgroundWidth": "100%",
        **dict.fromkeys(("labelTextColor", "legalConsentTextColor", "helpTextColor"), "#33475b"),
        **dict.fromkeys(("labelTextSize", "legalConsentTextSize", "helpTextSize"), "11px"),
        "submitAlignment": "left",
        "submitColor": "#ff7a59",
        "submitFontColor": "#ffffff",
        "submitSize": "12px",
    },
}


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/marketing/v3/forms", list_forms),
    ("GET", "/marketing/v3/forms/{id}", read_form),
    ("GET", "/forms/v2/forms", list_forms_v2),
    ("GET", "/form-integrations/v1/submissions/forms/{form_id}", list_submissions),
)
