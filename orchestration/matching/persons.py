"""How two records of people are compared.

Where colleagues and families have something in common (a surname, a switchboard, a street, a mail
domain), it weighs less than chance would have it: there the answers are not independent.
"""

from __future__ import annotations

from typing import Final

from orchestration.matching.model import Comparison, Level, Model, equal, similar


def _rough(column: str, other: str | None = None) -> str:
    return f"jaro_winkler_similarity({column}_l, {other or column}_r) >= 0.75"


def _either_way(first: str, last: str, first_as_last: str, last_as_first: str) -> str:
    """Names as written, or with first and last name in each other's place."""
    return f"(({first} and {last}) or ({first_as_last} and {last_as_first}))"


_FIRST, _LAST = "first_name", "last_name"
_SAME_FIRST, _SAME_LAST = "first_name_l = first_name_r", "last_name_l = last_name_r"
_SWAPPED = "first_name_l = last_name_r", "last_name_l = first_name_r"
_SLIP_FIRST = f"({similar(_FIRST)} or given_name_l = given_name_r)"
_SLIP_LAST = similar(_LAST)
_SLIP_SWAPPED = similar(_FIRST, _LAST), similar(_LAST, _FIRST)
_ROUGH_SWAPPED = _rough(_FIRST, _LAST), _rough(_LAST, _FIRST)
_NO_FIRST = "(first_name_l is null or first_name_r is null)"
_NO_LAST = "(last_name_l is null or last_name_r is null)"

_NAMES = Comparison(
    "names",
    "coalesce(first_name_l, last_name_l) is null or coalesce(first_name_r, last_name_r) is null",
    (
        Level("same", "same name", _either_way(_SAME_FIRST, _SAME_LAST, *_SWAPPED), 0.5, 1e-5),
        Level(
            "alike",
            "names that differ by a slip or a short form",
            f"{_either_way(_SAME_FIRST, _SLIP_LAST, _SWAPPED[0], _SLIP_SWAPPED[1])}"
            f" or {_either_way(_SLIP_FIRST, _SAME_LAST, _SLIP_SWAPPED[0], _SWAPPED[1])}",
            0.2,
            2.5e-5,
        ),
        Level(
            "alike",
            "names that differ by two slips",
            _either_way(_SLIP_FIRST, _SLIP_LAST, *_SLIP_SWAPPED),
            0.05,
            1e-4,
        ),
        Level(
            "alike",
            "one name the same, the other nearly",
            f"{_either_way(_SAME_FIRST, _rough(_LAST), _SWAPPED[0], _ROUGH_SWAPPED[1])}"
            f" or {_either_way(_rough(_FIRST), _SAME_LAST, _ROUGH_SWAPPED[0], _SWAPPED[1])}",
            0.05,
            2e-4,
        ),
        Level(
            "part",
            "names that are nearly the same",
            _either_way(_rough(_FIRST), _rough(_LAST), *_ROUGH_SWAPPED),
            0.03,
            1e-3,
        ),
        Level(
            "part",
            "same last name, one has no first name",
            f"({_SAME_LAST} and {_NO_FIRST})"
            f" or ({_SWAPPED[0]} and {_NO_LAST}) or ({_SWAPPED[1]} and {_NO_FIRST})",
            0.08,
            0.01,
        ),
        Level(
            "part", "same first name, one has no last name", f"{_SAME_FIRST} and {_NO_LAST}", 0.05,
            0.02,
        ),
        Level(
            "part", "last names alike, one has no first name", f"{_SLIP_LAST} and {_NO_FIRST}",
            0.03, 0.01,
        ),
        Level("part", "", f"({_NO_FIRST} and {_SAME_LAST} is null)", 0.01, 0.01),
    ),
    Level("differ", "names differ", "", 0.02, 0.97),
)  # fmt: skip

_BIRTH = Comparison(
    "birth_date",
    "birth_date_l is null or birth_date_r is null",
    (
        Level("same", "same day of birth", "birth_date_l = birth_date_r", 0.8, 1 / 15_000),
        Level(
            "alike",
            "days of birth that differ by a slip",
            "damerau_levenshtein(birth_date_l, birth_date_r) <= 1"
            " or (left(birth_date_l, 4) = left(birth_date_r, 4)"
            " and substr(birth_date_l, 5, 2) = right(birth_date_r, 2)"
            " and right(birth_date_l, 2) = substr(birth_date_r, 5, 2))",
            0.1,
            1e-3,
        ),
        Level(
            "part",
            "days of birth that differ by two slips",
            "damerau_levenshtein(birth_date_l, birth_date_r) <= 2",
            0.03,
            1 / 150,
        ),
        Level(
            "part", "same year of birth", "left(birth_date_l, 4) = left(birth_date_r, 4)", 0.03,
            1 / 60,
        ),
    ),
    Level("differ", "days of birth differ", "", 0.04, 0.95),
)  # fmt: skip

_SAME_PHONE = (
    "(phone_l = phone_r or mobile_phone_l = mobile_phone_r"
    " or phone_l = mobile_phone_r or mobile_phone_l = phone_r)"
)
_SAME_STREET, _LIKE_STREET = (
    "street_l = street_r",
    "jaro_winkler_similarity(street_l, street_r) >= 0.9",
)
_SAME_CODE = "postal_code_l = postal_code_r"
_LIKE_TOWN = f"(damerau_levenshtein(postal_code_l, postal_code_r) <= 1 or {similar('city')})"

#: Telephone and address are one question: who shares the one often shares the other.
_PLACE = Comparison(
    "place",
    "(coalesce(phone_l, mobile_phone_l) is null or coalesce(phone_r, mobile_phone_r) is null)"
    " and (street_l is null or street_r is null)"
    " and (postal_code_l is null or postal_code_r is null)"
    " and (city_l is null or city_r is null)",
    (
        Level(
            "same", "same telephone number and address",
            f"{_SAME_PHONE} and ({_LIKE_STREET} or {_SAME_CODE})", 0.3, 1 / 60_000,
        ),
        Level("same", "same telephone number", _SAME_PHONE, 0.2, 1 / 30_000),
        Level("same", "same street and town", f"{_SAME_STREET} and {_LIKE_TOWN}", 0.2, 1 / 30_000),
        Level(
            "alike", "nearly the same street and town", f"{_LIKE_STREET} and {_LIKE_TOWN}", 0.1,
            1 / 15_000,
        ),
        Level("part", "same street", _SAME_STREET, 0.05, 1 / 5_000),
        Level("part", "same town", f"{_SAME_CODE} and {similar('city')}", 0.03, 1 / 500),
        Level("part", "nearly the same street", _LIKE_STREET, 0.03, 1 / 500),
        Level("part", "same postal code", _SAME_CODE, 0.02, 1 / 300),
        Level("part", "same city", similar("city"), 0.2, 1 / 50),
    ),
    Level("differ", "addresses differ", "", 0.2, 0.97),
)  # fmt: skip

#: A mailbox that is made of the name says no more than the name does.
_MAIL = Comparison(
    "email",
    "email_l is null or email_r is null",
    (
        Level("same", "same e-mail address", "email_l = email_r", 0.5, 1 / 20_000),
        Level(
            "alike",
            "e-mail addresses that differ by slips",
            f"{similar('own_mailbox')} and (damerau_levenshtein(mail_host_l, mail_host_r) <= 2"
            " or jaro_winkler_similarity(mail_host_l, mail_host_r) >= 0.93)",
            0.1,
            1 / 5_000,
        ),
        Level(
            "alike", "same unusual mailbox at another host", "own_mailbox_l = own_mailbox_r", 0.1,
            1 / 5_000,
        ),
        Level(
            "part", "e-mail addresses at the same company", "company_domain_l = company_domain_r",
            0.2, 1 / 60,
        ),
        Level("part", "same mailbox at another host", "mailbox_l = mailbox_r", 0.1, 0.1),
    ),
    Level("differ", "e-mail addresses differ", "", 0.3, 0.99),
)  # fmt: skip

PERSONS: Final = Model(
    "person",
    "int_person_records__comparable",
    (
        "first_name", "last_name", "given_name", "birth_date", "phone", "mobile_phone", "street",
        "postal_code", "city", "email", "mailbox", "own_mailbox", "mail_host",
        "company_domain",
    ),
    (_NAMES, _BIRTH, _PLACE, _MAIL),
    (
        equal("first_name", "last_name"),
        "l.first_name = r.last_name and l.last_name = r.first_name",
        equal("birth_date"),
        equal("phone"),
        equal("mobile_phone"),
        "l.phone = r.mobile_phone",
        "l.mobile_phone = r.phone",
        equal("street"),
        equal("email"),
        equal("own_mailbox"),
        equal("company_domain", "last_name"),
        equal("company_domain", "given_name"),
        equal("postal_code", "last_name"),
        equal("postal_code", "first_name"),
        equal("city", "last_name"),
        f"{equal('city', 'first_name')} and left(l.last_name, 1) = left(r.last_name, 1)",
        f"{equal('last_name')} and left(l.birth_date, 4) = left(r.birth_date, 4)",
        f"{equal('first_name')} and left(l.birth_date, 4) = left(r.birth_date, 4)",
        "left(l.birth_date, 4) = left(r.birth_date, 4) and l.city = r.city"
        " and left(l.first_name, 1) = left(r.first_name, 1)",
    ),
)  # fmt: skip
