-- What a case of identity asks of people.
select kind, question, one_case, several_cases from {{ ref("identity_kinds") }}
