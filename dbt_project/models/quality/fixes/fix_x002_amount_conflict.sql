-- An amount is a number of its currency: it is taken over where both are known to be of one.
{{
    quality_fix_of_losing_side(
        "X002", "amount", "case when is_one_currency then winning_value end"
    )
}}
