"""A company of any number of people as raw rows: contacts, leads, companies, accounts.

Names, towns and employers come with the frequencies of real ones: a few are common, most are rare.
A part of the people stand in both systems, with an id, with an address alone, or with a slip in the
name; some share a mailbox or a switchboard.
"""

from __future__ import annotations

from typing import Final

from tests.support.dbt.build import Build

#: Of hundred contacts so many repeat a person that is there already.
_COPIES: Final = 3
_MACROS: Final = (
    # evenly from 0 up to, but without, 1: the same for the same number and topic
    "create macro chance(number, topic) as (hash(number * 7919 + 13, topic) % 1000003) / 1000003.0",
    # of so many the first are common, as in a list of names
    "create macro ranked(number, topic, many) as"
    " cast(floor(many * pow(chance(number, topic), 2)) as bigint)",
    "create macro syllables(number) as"
    " list_aggregate([['ba', 'cor', 'del', 'fin', 'gar', 'hol', 'jan', 'kem', 'lor', 'mar', 'nil',"
    " 'ost', 'per', 'quin', 'ros', 'sol', 'tam', 'ul', 'vor', 'wes']"
    "[cast(1 + (number // pow(20, place)) % 20 as bigint)]"
    " for place in range(0, 2 + (number % 3))], 'string_agg', '') || number % 7",
    "create macro id18(prefix, number) as"
    " prefix || 'Wd00' || lpad(cast(number as varchar), 8, '0') || 'AAA'",
)
_PEOPLE: Final = """
    select
        person,
        syllables(ranked(person, 'first', 1500)) as first_name,
        syllables(ranked(person, 'last', 20000) + 40) as last_name,
        ranked(person, 'company', {companies}) as company,
        chance(person, 'mail') as mail,
        ranked(person, 'city', 3000) as city,
        case when chance(person, 'born') < 0.2 then date '1950-01-01'
            + cast(chance(person, 'day') * 18000 as integer) end as born,
        timestamp '2024-01-01'
            + to_minutes(cast(chance(person, 'made') * 900000 as integer)) as made
    from (select unnest(range({people})) as person)
"""
_WRITTEN: Final = """
    select
        r.record,
        p.person,
        p.first_name,
        case when r.is_copy and chance(r.record, 'slip') < 0.3
            then substr(p.last_name, 1, 2) || substr(p.last_name, 4) else p.last_name end
            as last_name,
        case
            when r.is_copy and chance(r.record, 'lost') < 0.3 then null
            when p.mail < 0.01 then 'info@firm' || p.company || '.example'
            when p.mail < 0.2 then p.first_name || p.last_name || p.person || '@gmail.com'
            else p.first_name || '.' || p.last_name || p.person % 100
                || '@firm' || p.company || '.example'
        end as email,
        case
            when chance(p.person, 'phone') < 0.2 then '+49 30 55' || lpad('' || p.company, 6, '0')
            when chance(p.person, 'phone') < 0.8 then '+49 171 ' || lpad('' || p.person, 8, '0')
        end as phone,
        'Street ' || p.person % 40000 as street,
        lpad('' || p.city * 31 % 99999, 5, '0') as postal_code,
        'Town ' || syllables(p.city) as city,
        p.born,
        p.company,
        p.made + to_minutes(r.record % 900) as made
    from records as r
    inner join people as p on p.person = r.person
"""
_SYNCED: Final = "timestamp '2026-06-01' as _synced_at, 'bench' as _run_id"


def fill_crowd(build: Build, contacts: int, leads: int) -> None:
    """Empty raw tables, then so many contacts and leads, with a tenth as many companies."""
    people, companies = contacts + leads // 2, max(10, contacts // 10)
    build.fill({}, {})
    for macro in _MACROS:
        build.execute(macro)
    build.execute(f"create table people as {_PEOPLE.format(people=people, companies=companies)}")
    first = contacts * (100 - _COPIES) // 100
    build.execute(
        "create table records as select record, case when record < "
        f"{first} then record else cast(chance(record, 'copy') * {first} as bigint) end as person,"
        f" record >= {first} as is_copy from (select unnest(range({contacts})) as record)"
    )
    build.execute(
        f"insert into raw_hubspot.contacts by name select cast(record as varchar) as id, email,"
        " first_name as firstname, last_name as lastname, phone, street as address,"
        " postal_code as zip, city, 'Germany' as country, cast(born as varchar) as date_of_birth,"
        f" case when person >= {contacts // 2} and person % 3 > 0 and record < {first}"
        " then id18('00Q', person) end as salesforceleadid,"
        f" made as createdate, made as lastmodifieddate, {_SYNCED} from ({_WRITTEN})"
    )
    build.execute(
        "create or replace table records as"
        f" select person as record, person, person % 3 = 0 as is_copy from people"
        f" where person >= {contacts // 2} order by person limit {leads}"
    )
    build.execute(
        "insert into raw_salesforce.lead by name select id18('00Q', record) as id, email,"
        " first_name as firstname, last_name as lastname, 'Firm ' || company as company, phone,"
        " street, postal_code as postalcode, city, 'DE' as country, 'Open' as status,"
        " false as isconverted, false as isdeleted, made as createddate,"
        f" made as systemmodstamp, {_SYNCED} from ({_WRITTEN})"
    )
    for place, made in (
        ("raw_hubspot.companies", "cast(number as varchar) as id, 'Firm ' || syllables(number)"
         " as name, 'firm' || number || '.example' as domain, 'Germany' as country,"
         " timestamp '2024-01-01' as createdate"),
        ("raw_salesforce.account", "id18('001', number) as id, 'Firm ' || syllables(number)"
         " || ' GmbH' as name, 'www.firm' || number || '.example' as website,"
         " 'DE' as billingcountry, false as isdeleted, timestamp '2024-02-01' as createddate"),
    ):  # fmt: skip
        build.execute(
            f"insert into {place} by name select {made}, {_SYNCED}"
            f" from (select unnest(range({companies})) as number)"
        )
    for table in ("people", "records"):
        build.execute(f"drop table {table}")
