"""Forms, and what people sent with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from orchestration.sources.hubspot import named_properties
from orchestration.sources.hubspot.answers import listing
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import pages_of
from orchestration.sources.hubspot.marketing_answers import FORM, SUBMISSION
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.streams.reference_lists import EITHER, ReferenceList, below
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream
from orchestration.sources.typing import read_timestamp

_FORMS: Final = "/marketing/v3/forms"
_SUBMISSIONS: Final = "/form-integrations/v1/submissions/forms"
_SUBMISSIONS_A_PAGE: Final = "50"


def _form(form: Mapping[str, Any]) -> Iterator[Row]:
    yield {
        "id": form["id"],
        "name": form.get("name"),
        "formtype": form.get("formType"),
        "archived": form.get("archived"),
        "fields": named_properties.of_form(form),
        "createdat": form.get("createdAt"),
        "updatedat": form.get("updatedAt"),
    }


FORMS: Final = ReferenceList(
    StreamSpec(
        "forms",
        "forms",
        columns("id name formtype fields", boolean="archived", ts="createdat updatedat"),
        sweep_deletes=True,
        reason="The API has no filter on changes.",
        priority=2,
        description="One row per HubSpot form, archived ones included, and what it asks for.",
        kept_by="vendor",
        has_fields=False,
        is_optional=True,
        created_column="createdat",
        scopes=("forms",),
    ),
    path=_FORMS,
    shape=FORM,
    rows=_form,
    queries=tuple([("limit", "50"), ("archived", archived)] for archived in EITHER),
    is_there=below(_FORMS, FORM, *([("archived", each)] for each in EITHER)),
    updated="updatedat",
)


class FormSubmissions(Stream[HubSpotSession]):
    """The submissions of every form, the newest first, back to where the last read ended."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Submissions in the window, or all; a form that went away in between has none."""
        for form in FORMS.just_listed(session):
            try:
                yield from self._of(session, str(form["id"]), ask)
            except NothingThereError:
                continue

    def _of(self, session: HubSpotSession, form_id: str, ask: Read) -> Iterator[Batch]:
        path = f"{_SUBMISSIONS}/{form_id}"
        read = listing(SUBMISSION, f"HubSpot's {path}", session.transport.host)
        begin = None if ask.begin is None else ask.begin.replace(tzinfo=None)
        query = [("limit", _SUBMISSIONS_A_PAGE)]
        for page in pages_of(session.transport, path, read, query):
            rows = [_submission(form_id, result) for result in page.results]
            yield rows_batch(self.spec, rows, updated="submitted_at")
            sent = (read_timestamp(str(result["submittedAt"])) for result in page.results)
            if begin is not None and any(at is not None and at < begin for at in sent):
                return


def _submission(form_id: str, submission: Mapping[str, Any]) -> Row:
    values = submission.get("values") or []
    emails = [each["value"] for each in values if each["name"].lower() == "email"]
    return {
        "form_id": form_id,
        "conversion_id": submission["conversionId"],
        "submitted_at": submission["submittedAt"],
        "page_url": submission.get("pageUrl"),
        "email": emails[0] if emails else None,
        "answers": orjson.dumps(values).decode() if values else None,
    }


STREAMS: Final = (
    FORMS,
    FormSubmissions(
        StreamSpec(
            "form_submissions",
            "forms/submissions",
            columns("form_id conversion_id page_url email answers", ts="submitted_at"),
            primary_key=("form_id", "conversion_id"),
            cursor="submitted_at",
            is_log=True,
            parents=("forms",),
            priority=2,
            description="One row per submission of a HubSpot form, with all that was answered.",
            has_fields=False,
            is_optional=True,
            created_column="submitted_at",
            scopes=("forms",),
            emails=("email",),
        )
    ),
)
