{{ marketing_metric("forms_submitted", "form_submission") }}
