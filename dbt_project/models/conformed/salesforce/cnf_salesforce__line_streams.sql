select 'opportunity_line_item' as stream
