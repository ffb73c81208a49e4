{#- One row per product of a catalogue, and per product that lines name and no catalogue shows, with the
    product that it is. Records with one code are one product, in whatever systems. One without a code
    goes by its name: it is the only coded product of that name, if there is one, and else one with all
    that are called so. A line without a product of its own says its code and name itself. -#}
with
    catalogue as (select * from {{ ref("cnf_products") }}),

    unlisted as (
        select
            lines.source_system,
            coalesce(lines.product_object, lines.source_object) as source_object,
            coalesce(lines.product_id, lines.source_id) as source_id,
            min(lines.name) as name,
            min(lines.product_code) as product_code
        from {{ ref("cnf_opportunity_lines") }} as lines
        left join
            catalogue
            on catalogue.source_system = lines.source_system
            and catalogue.source_object = lines.product_object
            and catalogue.source_id = lines.product_id
        where catalogue.source_id is null
        group by
            lines.source_system,
            coalesce(lines.product_object, lines.source_object),
            coalesce(lines.product_id, lines.source_id)
    ),

    told as (
        select
            source_system,
            source_object,
            source_id,
            name,
            product_code,
            family,
            list_price,
            unit_cost,
            currency_code,
            is_active,
            created_at,
            not is_deleted as is_in_catalogue
        from catalogue
        union all
        select
            source_system,
            source_object,
            source_id,
            name,
            product_code,
            {{ nothing("text") }} as family,
            {{ nothing("number") }} as list_price,
            {{ nothing("number") }} as unit_cost,
            {{ nothing("text") }} as currency_code,
            {{ nothing("boolean") }} as is_active,
            {{ nothing("timestamp") }} as created_at,
            false as is_in_catalogue
        from unlisted
    ),

    words as (
        select
            told.*,
            {{ comparable_product("product_code") }} as code_word,
            {{ comparable_product("name") }} as name_word
        from told
    ),

    codes_of_names as (
        select name_word, min(code_word) as code_word
        from words
        where code_word is not null and name_word is not null
        group by name_word
        having count(distinct code_word) = 1
    )

select
    words.source_system,
    words.source_object,
    words.source_id,
    case
        when coalesce(words.code_word, codes_of_names.code_word) is not null
        then {{ key_of(["'code'", "coalesce(words.code_word, codes_of_names.code_word)"]) }}
        when words.name_word is not null
        then {{ key_of(["'name'", "words.name_word"]) }}
        else {{ source_key("words.source_system", "words.source_object", "words.source_id") }}
    end as product_key,
    case
        when words.code_word is not null
        then 'code'
        when words.name_word is not null
        then 'name'
        else 'single'
    end as match_method,
    words.name,
    words.product_code,
    words.family,
    {{ money("nullif(words.list_price, 0)") }} as list_price,
    {{ money("words.unit_cost") }} as unit_cost,
    words.currency_code,
    words.is_active,
    words.created_at,
    words.is_in_catalogue
from words
left join codes_of_names on codes_of_names.name_word = words.name_word and words.code_word is null
