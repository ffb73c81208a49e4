{{ opportunity_metric("lost_toys", "close_date", counts="is_lost") }}
