select as_of from {{ source("ops", "run_context") }}
