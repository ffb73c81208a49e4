select address, host, domain from {{ source("ops", "web_address") }}
