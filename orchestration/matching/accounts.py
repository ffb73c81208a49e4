"""How two records of companies are compared. A name alone is never enough."""

from __future__ import annotations

from typing import Final

from orchestration.matching.model import Comparison, Level, Model, equal, similar

_NAMES = Comparison(
    "names",
    "name_l is null or name_r is null",
    (
        Level(
            "same", "same name", "name_l = name_r or joined_name_l = joined_name_r", 0.6, 1 / 20_000
        ),
        Level(
            "alike",
            "names that differ by a slip",
            "damerau_levenshtein(joined_name_l, joined_name_r) <= 1 and length(joined_name_l) > 4"
            " or jaro_winkler_similarity(name_l, name_r) >= 0.94",
            0.2,
            1 / 5_000,
        ),
        Level(
            "part",
            "one name begins with the other",
            "starts_with(joined_name_l, joined_name_r)"
            " or starts_with(joined_name_r, joined_name_l)",
            0.06,
            1 / 500,
        ),
        Level("part", "names that are nearly the same", similar("name"), 0.04, 1 / 300),
    ),
    Level("differ", "names differ", "", 0.1, 0.99),
)
_DOMAINS = Comparison(
    "domain",
    "domain_l is null or domain_r is null",
    (
        Level("same", "same domain", "domain_l = domain_r", 0.6, 1 / 20_000),
        Level(
            "alike",
            "same domain under another ending",
            "domain_label_l = domain_label_r and length(domain_label_l) > 3",
            0.1,
            1 / 3_000,
        ),
        Level(
            "alike",
            "domains that differ by a slip",
            "damerau_levenshtein(domain_l, domain_r) <= 1 and length(domain_l) > 7",
            0.05,
            1 / 2_000,
        ),
    ),
    Level("differ", "domains differ", "", 0.15, 0.99),
)
_LIKE_STREET = "jaro_winkler_similarity(street_l, street_r) >= 0.9"
_LIKE_TOWN = f"(damerau_levenshtein(postal_code_l, postal_code_r) <= 1 or {similar('city')})"
_PLACE = Comparison(
    "place",
    "(phone_l is null or phone_r is null) and (street_l is null or street_r is null)"
    " and (postal_code_l is null or postal_code_r is null) and (city_l is null or city_r is null)",
    (
        Level(
            "same", "same telephone number and address",
            f"phone_l = phone_r and ({_LIKE_STREET} or {_LIKE_TOWN})", 0.3, 1 / 30_000,
        ),
        Level("same", "same telephone number", "phone_l = phone_r", 0.2, 1 / 15_000),
        Level(
            "same", "same street and town", f"street_l = street_r and {_LIKE_TOWN}", 0.2,
            1 / 10_000,
        ),
        Level(
            "alike", "nearly the same street and town", f"{_LIKE_STREET} and {_LIKE_TOWN}", 0.1,
            1 / 5_000,
        ),
        Level("part", "same postal code", "postal_code_l = postal_code_r", 0.1, 1 / 200),
        Level("part", "same city", similar("city"), 0.2, 1 / 50),
    ),
    Level("differ", "addresses differ", "", 0.2, 0.97),
)  # fmt: skip
_COUNTRY = Comparison(
    "country",
    "country_l is null or country_r is null",
    (Level("same", "", "country_l = country_r", 0.95, 0.3),),
    Level("differ", "countries differ", "", 0.05, 0.7),
)

ACCOUNTS: Final = Model(
    "account",
    "int_account_records__comparable",
    (
        "name", "joined_name", "domain", "domain_label", "phone", "street", "postal_code", "city",
        "country",
    ),
    (_NAMES, _DOMAINS, _PLACE, _COUNTRY),
    (
        equal("name"),
        equal("joined_name"),
        equal("domain"),
        f"{equal('domain_label')} and length(l.domain_label) > 3",
        equal("phone"),
        equal("street", "postal_code"),
        equal("street", "city"),
        "l.postal_code = r.postal_code and left(l.name, 4) = left(r.name, 4)",
        "l.city = r.city and left(l.name, 5) = left(r.name, 5)",
    ),
)  # fmt: skip
