-- Telephone numbers that are none, by the length that the plan of their country allows. A number
-- tells its country by a plus sign or by what is dialled to get out of one; else its record does;
-- where neither does, or words stand in the number, nothing is said. Extensions are no part of it.
with
    numbers as (select distinct value, country from {{ ref("int_quality__phones") }}),

    plans as (
        select country, calling_code, coalesce(trunk_prefix, '') as trunk_prefix, lengths, is_main
        from {{ ref("phone_plans") }}
    ),

    bared as (
        select
            numbers.*,
            {{
                regex_replaced(
                    "lower(numbers.value)",
                    "[ ,;(]*(ext[.]?|extension|x|ramal|durchwahl|poste|#)[ .:=]*[0-9]+[ )]*$",
                    "",
                )
            }} as bare
        from numbers
    ),

    cleaned as (
        select
            bared.*,
            {{ regex_replaced("bare", "[^0-9]+", "") }} as digits,
            {{ matches("bare", "[a-z]") }} as has_letters,
            {{ matches("bare", "^[^0-9+]*[+]") }} as has_plus
        from bared
    ),

    -- 00 leads out of most countries, 011 out of North America.
    abroad as (
        select
            cleaned.*,
            has_plus or {{ matches("digits", "^(00|011)[1-9]") }} as is_abroad,
            case
                when has_plus
                then digits
                else {{ regex_replaced("digits", "^(00|011)([1-9])", "\\2") }}
            end as abroad_digits
        from cleaned
    ),

    judged as (
        select
            abroad.value,
            abroad.country,
            case
                when abroad.has_letters and abroad.digits = ''
                then 'it holds no digit'
                when abroad.has_letters or abroad.digits = ''
                then null
                when abroad.is_abroad and called.calling_code is null
                then 'no country is called so'
                when
                    abroad.is_abroad and not
                    {{
                        quality_fits_plan(
                            "substr(abroad.abroad_digits, length(called.calling_code) + 1)",
                            "called",
                        )
                    }}
                then
                    'behind +'
                    || called.calling_code
                    || ' stand '
                    || {{ as_text("length(abroad.abroad_digits) - length(called.calling_code)") }}
                    || ' digits, not '
                    || replace(called.lengths, ';', ' or ')
                when
                    not abroad.is_abroad
                    and not {{ quality_fits_plan("abroad.digits", "home") }}
                    and not (
                        left(abroad.digits, length(home.calling_code)) = home.calling_code
                        and {{
                            quality_fits_plan(
                                "substr(abroad.digits, length(home.calling_code) + 1)", "home"
                            )
                        }}
                    )
                then
                    {{ as_text("length(abroad.digits)") }}
                    || ' digits, and numbers of '
                    || home.country
                    || ' have '
                    || replace(home.lengths, ';', ' or ')
            end as fault,
            not abroad.has_letters
            and abroad.digits <> ''
            and (abroad.is_abroad or home.country is not null)
            or (abroad.has_letters and abroad.digits = '') as is_judged
        from abroad
        left join
            plans as called
            on called.is_main
            and left(abroad.abroad_digits, length(called.calling_code)) = called.calling_code
        left join plans as home on abroad.country = home.country
    )

select value, country, is_judged, fault
from judged
