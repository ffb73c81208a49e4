"""A company of any number of touches, as the tables that the models of attribution read.

Of fifty touches there is one opportunity, of ten one person; the first people meet us far more
often than the last. Visits and clicks are told by file, by an address or by a visitor whom some
visit names; forms and responses by the two systems, a part of them by both; sales adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import duckdb

PER_OPPORTUNITY: Final = 50
_PER_PERSON: Final = 10
#: Everything happens in the 540 days before.
AS_OF: Final = "2026-07-01 12:00:00"

#: Layer and table -> its columns, as far as the models read them, and its rows.
GIVEN: Final[Mapping[str, tuple[str, str]]] = {
    "intermediate.int_today__reported": ("today date", "select date '2026-07-01'"),
    "conformed.cnf_touches": (
        "source_system text, source_object text, source_id text, person_system text,"
        " person_object text, person_id text, email text, visitor_id text, touch_type text,"
        " touched_at timestamp, touched_day date, name text, content_object text,"
        " content_id text, campaign_object text,"
        " campaign_id text, source_value text, utm_source text, utm_medium text,"
        " utm_campaign text, utm_content text, utm_term text, is_machine boolean",
        """
        select
            case when is_of_salesforce then 'salesforce'
                 when touch_type = 'form_submission' then 'hubspot' else 'files' end,
            case when is_of_salesforce then 'campaign_member'
                 when touch_type = 'form_submission' then 'form_submissions'
                 when touch_type = 'web_session' then 'web_sessions' else 'interactions' end,
            'T' || touch,
            case when is_of_salesforce then 'salesforce'
                 when touch_type = 'form_submission' then 'hubspot' end,
            case when is_of_salesforce then 'contact'
                 when touch_type = 'form_submission' then 'contacts' end,
            case when is_of_salesforce or touch_type = 'form_submission' then 'P' || person end,
            case when touch_type <> 'web_session' or chance(touch, 'names') < 0.3
                 then person || '@example.com' end,
            case when touch_type = 'web_session' then 'V' || person end,
            touch_type,
            case when not is_of_salesforce then touched_at end,
            case when is_of_salesforce then cast(touched_at as date) end,
            case when touch_type = 'form_submission' then 'Form ' || campaign % 40
                 else 'Page ' || campaign % 400 end,
            case when touch_type = 'form_submission' then 'forms' end,
            case when touch_type = 'form_submission' then 'F' || campaign % 40 end,
            case when is_of_salesforce then 'campaign' end,
            case when is_of_salesforce then 'C' || campaign end,
            null,
            ['google', 'google', 'linkedin', 'newsletter', 'partner', null, null][
                1 + cast(touch % 7 as integer)],
            ['cpc', 'organic', 'social', 'email', 'referral', null, null][
                1 + cast(touch % 7 as integer)],
            case when touch % 7 < 5 then 'Campaign ' || campaign end,
            null,
            null,
            touch % 31 = 0
        from (
            select
                touch, person, touched_at, campaign,
                kinds[1 + cast(touch % 20 as integer)] as touch_type,
                kinds[1 + cast(touch % 20 as integer)] = 'campaign_response' as is_of_salesforce
            from (
                select
                    touch,
                    cast(floor({persons} * pow(chance(touch, 'who'), 1.7)) as bigint) as person,
                    timestamp '{as_of}' - interval 1 second
                    * cast(floor(chance(touch, 'when') * 540 * 86400) as bigint) as touched_at,
                    cast(floor(500 * pow(chance(touch, 'what'), 2)) as bigint) as campaign,
                    ['web_session', 'web_session', 'web_session', 'web_session', 'web_session',
                     'web_session', 'web_session', 'web_session', 'web_session', 'web_session',
                     'web_session', 'email_click', 'email_click', 'email_click', 'ad_click',
                     'ad_click', 'form_submission', 'campaign_response', 'email_open',
                     'email_open'] as kinds
                from range({touches}) as numbers(touch)
            ) as drawn
        ) as typed
        """,
    ),
    "intermediate.int_sales_activities__described": (
        "source_system text, source_object text, source_id text, person_key text,"
        " activity_type text, happened_at timestamp, is_contact boolean",
        """
        select 'salesforce', 'task', 'A' || n,
            md5('p' || cast(floor({persons} * pow(chance(n, 'sold'), 1.7)) as bigint)),
            ['call', 'email', 'meeting'][1 + cast(n % 3 as integer)],
            timestamp '{as_of}' - interval 1 second
            * cast(floor(chance(n, 'called') * 540 * 86400) as bigint),
            n % 2 = 0
        from range({touches} // 20) as numbers(n)
        """,
    ),
    "marts.bridge_person_email": (
        "email text, person_key text",
        "select n || '@example.com', md5('p' || n) from range({persons}) as numbers(n)",
    ),
    "marts.bridge_person_source": (
        "source_system text, source_object text, source_id text, person_key text",
        """
        select system, object, 'P' || n, md5('p' || n)
        from range({persons}) as numbers(n)
        cross join (values ('hubspot', 'contacts'), ('salesforce', 'contact')) as t(system, object)
        """,
    ),
    "marts.dim_person": (
        "person_key text, account_key text",
        "select md5('p' || n), 'a' || n // 5 from range({persons}) as numbers(n)",
    ),
    "marts.dim_campaign": (
        "campaign_key text, name text, created_at timestamp, source_system text,"
        " source_object text, source_id text, start_date date",
        """
        select md5('c' || n), 'Campaign ' || n, timestamp '2025-01-01', 'salesforce', 'campaign',
            'C' || n, date '2025-01-01'
        from range(500) as numbers(n)
        """,
    ),
    # half of the forms are of a campaign
    "marts.dim_content": (
        "content_key text, campaign_key text",
        """
        select md5('hubspot:forms:F' || n), case when n % 2 = 0 then md5('c' || n) end
        from range(40) as numbers(n)
        """,
    ),
    "marts.fct_opportunity": (
        "opportunity_key text, account_key text, cycle_key text, channel text,"
        " stage_category text, created_at timestamp, created_date date, close_date date,"
        " amount_corporate decimal(24, 4), is_won boolean, is_lost boolean, is_open boolean",
        """
        select md5('o' || n), 'a' || n, 'y' || n, ['paid_search', 'email', 'unknown'][1 + n % 3],
            ['won', 'lost', 'open'][1 + n % 3], made_at, cast(made_at as date),
            cast(made_at as date) + cast(20 + n % 90 as integer), 100 + n % 9973,
            n % 3 = 0, n % 3 = 1, n % 3 = 2
        from (
            select cast(n as integer) as n, timestamp '{as_of}' - interval 1 second
                * cast(floor(chance(n, 'made') * 400 * 86400) as bigint) as made_at
            from range({opportunities}) as numbers(n)
        ) as made
        """,
    ),
    "intermediate.int_opportunities__unified": (
        "opportunity_key text, time_zone text",
        "select md5('o' || n), 'Europe/Berlin' from range({opportunities}) as numbers(n)",
    ),
    "marts.mart_pipeline": (
        "cycle_key text, inq_at timestamp, is_inq_imputed boolean",
        """
        select 'y' || n, timestamp '{as_of}' - interval 1 second
            * cast(floor(chance(n, 'made') * 400 * 86400 + 30 * 86400) as bigint), n % 5 = 0
        from range({opportunities}) as numbers(n)
        """,
    ),
    # three of five people of the account; one opportunity of ten names nobody
    "marts.bridge_opportunity_person": (
        "opportunity_key text, person_key text",
        """
        select md5('o' || n), md5('p' || (5 * n + place))
        from range({opportunities}) as numbers(n)
        cross join range(3) as places(place)
        where n % 10 <> 0
        """,
    ),
}


def fill(connection: duckdb.DuckDBPyConnection, touches: int) -> None:
    """All tables of so many touches."""
    counts = {
        "touches": touches,
        "persons": touches // _PER_PERSON,
        "opportunities": touches // PER_OPPORTUNITY,
        "as_of": AS_OF,
    }
    connection.execute(
        "create or replace temporary macro chance(number, topic) as"
        " (hash(number * 7919 + 13, topic) % 1000003) / 1000003.0"
    )
    for table, (columns, rows) in GIVEN.items():
        connection.execute(f"create schema if not exists {table.partition('.')[0]}")
        connection.execute(f"create or replace table {table} ({columns})")
        connection.execute(f"insert into {table} {rows.format(**counts)}")
