{{ deal_stage_dates() }}
