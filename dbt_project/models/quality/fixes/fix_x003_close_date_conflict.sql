-- A field that holds an instant gets noon UTC of the day, which is that day in nearly every zone.
{{
    quality_fix_of_losing_side(
        "X003",
        "close_date",
        "winning_words || case when column_type = 'date' then '' else 'T12:00:00Z' end",
    )
}}
