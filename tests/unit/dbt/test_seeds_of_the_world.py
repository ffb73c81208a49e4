"""The seeds of countries, cities and telephone numbers, held to the libraries that know them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator

import phonenumbers
import pycountry
import pytest
from phonenumbers import PhoneMetadata, PhoneNumberType

from tests.support.paths import PROJECT

SEEDS = PROJECT / "seeds" / "quality"
#: No country of ISO 3166-1, and yet one that people live in and write.
UNLISTED = {"XK"}
#: Islands with numbers of their own that are no countries of ours.
NO_COUNTRY = {"AC", "TA"}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


VARIANTS = {row["variant"]: row["country"] for row in _rows("country_variants")}
PLANS = {row["country"]: row for row in _rows("phone_plans")}
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS - NO_COUNTRY)


@pytest.mark.parametrize("known", list(pycountry.countries), ids=lambda known: known.alpha_2)
def test_every_name_of_a_country_is_a_spelling_of_that_country(known: pycountry.db.Country) -> None:
    ours = VARIANTS[known.alpha_2.lower()]
    names = {known.alpha_3, known.name}
    names |= {getattr(known, name, known.name) for name in ("official_name", "common_name")}
    assert {name: VARIANTS.get(name.lower()) for name in names} == dict.fromkeys(names, ours)


def test_cities_are_in_countries_that_there_are() -> None:
    codes = {code for row in _rows("city_countries") for code in row["countries"].split(";")}
    assert codes - {known.alpha_2 for known in pycountry.countries} == UNLISTED
    assert len(codes) > 200


def test_every_countrys_code_and_trunk_prefix_are_the_librarys() -> None:
    wrong = {}
    for region in REGIONS:
        plan = PhoneMetadata.metadata_for_region(region)
        ours = PLANS[VARIANTS[region.lower()]]
        if (ours["calling_code"], ours["trunk_prefix"]) != (
            str(plan.country_code),
            plan.national_prefix or "",
        ):
            wrong[region] = ours
    assert wrong == {}


def test_one_country_is_the_main_one_of_each_code() -> None:
    main = defaultdict(list)
    for country, plan in PLANS.items():
        if plan["is_main"] == "true":
            main[plan["calling_code"]].append(country)
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        if regions[0] not in {"001", *NO_COUNTRY}:  # 001: a code of no country
            assert main[str(code)] == [VARIANTS[regions[0].lower()]], code


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_of_every_kind_are_as_long_as_their_plan_allows(region: str) -> None:
    """The library's own examples: land lines and mobiles, free and dear ones."""
    allowed = {int(part) for part in PLANS[VARIANTS[region.lower()]]["lengths"].split(";")}
    kinds = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE)
    examples = [phonenumbers.example_number_for_type(region, kind) for kind in kinds]
    told = [phonenumbers.national_significant_number(each) for each in examples if each]
    assert told
    assert {len(number) for number in told} <= allowed


def test_no_length_is_allowed_that_no_country_of_the_code_has() -> None:
    known = defaultdict(set)
    for region in phonenumbers.SUPPORTED_REGIONS:
        plan = PhoneMetadata.metadata_for_region(region)
        known[str(plan.country_code)] |= set(plan.general_desc.possible_length)
        known[str(plan.country_code)] |= set(plan.general_desc.possible_length_local_only)
    for country, ours in PLANS.items():
        if ours["calling_code"] in known:
            lengths = {int(part) for part in ours["lengths"].split(";")}
            assert lengths <= known[ours["calling_code"]], country
