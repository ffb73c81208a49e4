{{ marketing_metric("website_visits", "visit") }}
