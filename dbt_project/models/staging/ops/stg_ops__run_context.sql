select run_id, as_of from {{ source("ops", "run_context") }}
