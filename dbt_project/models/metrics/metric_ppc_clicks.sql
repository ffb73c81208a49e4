{{ marketing_metric("ppc_clicks", "advertising", numerator="count_clicks") }}
