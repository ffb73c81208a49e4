-- One row per living record of a person whose own lifecycle stage says that there is an
-- opportunity, or that there was one, or calls the person a customer. What fails is one of whom no
-- opportunity of any system is known, or nothing won: neither of the person, in whatever part, nor
-- of the company. Customers whom another system knows are held to that one, by X005.
with
    compared as (
        select distinct source_system, source_object, source_id
        from {{ ref("int_quality__compared_lifecycles") }}
    ),

    told as (
        select
            lifecycles.*,
            case
                when lifecycles.claim = 'opportunity'
                then business.person_key is null
                else not coalesce(business.has_won, false)
            end as is_failed
        from {{ ref("int_quality__lifecycles") }} as lifecycles
        left join
            compared
            on compared.source_system = lifecycles.source_system
            and compared.source_object = lifecycles.source_object
            and compared.source_id = lifecycles.source_id
        left join
            {{ ref("int_quality__people_in_business") }} as business
            on business.person_key = lifecycles.person_key
        where
            lifecycles.claim = 'opportunity'
            or (lifecycles.claim = 'customer' and compared.source_id is null)
    ),

    -- where no opportunity was read nothing can be missing
    judgeable as (
        select count(*) as count_opportunities from {{ ref("int_opportunities__unified") }}
    )

select
    'Q004' as rule_id,
    told.source_system,
    told.source_object,
    roles.field,
    told.source_id,
    told.is_failed,
    case
        when told.is_failed
        then
            'says '
            || left(told.lifecycle_stage, 100)
            || case
                told.claim
                when 'opportunity'
                then ', and neither the person nor the company has an opportunity'
                else ', and neither the person nor the company ever bought anything'
            end
    end as detail,
    {{ nothing("text") }} as other_value
from told
inner join judgeable on judgeable.count_opportunities > 0
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = told.source_system
    and roles.source_object = told.source_object
    and roles.field_role = 'lifecycle'
