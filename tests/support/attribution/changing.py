"""A company of touches and deals that changes from build to build: the tables that models read."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.benchmarks.touches import GIVEN
from tests.support.attribution.tables import SEEDS
from tests.support.dbt.build import Build

BY_KEY: Final = (
    "int_touches__matched",
    "fct_touchpoint",
    "int_conversion_touches__found",
    "int_conversion_shares__taken",
    "fct_attribution",
)
#: All that stands between what is given and the credit for deals.
MODELS: Final = (
    *("int_touches__identified", "int_touches__fingerprinted", *BY_KEY),
    *("int_opportunity_buyers__found", "int_conversions__dated", "int_conversions__fingerprinted"),
    *("int_journey_steps__ordered", "int_channel_steps__counted", "int_channel_removals__solved"),
    "int_credits__fingerprinted",
)
_SEEDS: Final = (*SEEDS, "glossary_source_channels")
_PEOPLE, _DEALS, _TOUCHES = 60, 24, 240
_TYPES: Final = ("web_session", "form_submission", "campaign_response", "email_click", "ad_click")
_WORDS: Final = ("google", "cpc", "newsletter", "Fair", " fair", "Mail")


class ChangingCompany:
    """Its tables, and what may happen to them. Equal seeds, equal histories."""

    def __init__(self, build: Build, seed: int) -> None:
        self.build = build
        self._random = Random(seed)
        self._touches = self._deals = 0
        self._changes: list[str] = []
        build.fill({}, {})
        build.dbt(*_SEEDS, command="seed")
        for layer in ("marts", "intermediate", "conformed"):
            build.execute(f"create schema if not exists {build.schema(layer)}")
        for table, (columns, _) in GIVEN.items():
            build.execute(f"create table {self._place(table)} ({columns})")
        self._insert("intermediate.int_today__reported", today="2026-06-01")
        for number in range(6):
            self._new_campaign(number)
        for number in range(_PEOPLE):
            self._new_person(number)
        for _ in range(_DEALS):
            self.new_deal()
        for _ in range(_TOUCHES):
            self.new_touch()

    def differing(self) -> list[str]:
        """The models by key that do not hold what their whole statement says now."""
        return [model for model in BY_KEY if not self._is_whole(model)]

    def run(self, *more: str) -> None:
        """Build everything that is made from the tables."""
        with self.build.engine.begin() as connection:
            for change in self._changes:
                connection.exec_driver_sql(change)
        self._changes.clear()
        self.build.dbt(*MODELS, *more, command="run")

    def happen(self, count: int) -> list[str]:
        """So many things at random; what they were."""
        kinds: list[Callable[[], None]] = [
            *(self.new_touch, self.edit_touch, self.delete_touch, self.name_visitor),
            *(self.merge_people, self.doubt_address, self.move_person, self.rename_campaign),
            *(self.new_deal, self.edit_deal, self.delete_deal, self.other_buyers),
            *(self.next_day, self.raise_hand),
        ]
        happened = self._random.choices(kinds, k=count)
        for change in happened:
            change()
        return [change.__name__ for change in happened]

    def new_touch(self) -> None:
        """Of somebody by record, by address, or by a visitor who may be known or not."""
        self._touches += 1
        person, kind = self._random.randrange(_PEOPLE), self._random.choice(_TYPES)
        is_member = kind == "campaign_response"
        told = self._random.choice(("record", "address", "visitor")) if not is_member else "record"
        day, minute = 12 * self._random.randrange(14), self._random.choice((0, 5, 20, 50))
        at = f"timestamp '2026-01-01 09:00:00' + interval '{day} days {minute} minutes'"
        self._changes.append(
            f"insert into {self._place('conformed.cnf_touches')} (source_system, source_object,"
            " source_id, person_system, person_object, person_id, email, visitor_id, touch_type,"
            " touched_at, touched_day, name, content_object, content_id, campaign_object,"
            " campaign_id, utm_source, utm_medium,"
            f" utm_campaign, is_machine) select '{'salesforce' if is_member else 'files'}',"
            f" 'touches', 'T{self._touches}', {_text('hubspot', told == 'record')},"
            f" {_text('contacts', told == 'record')}, {_text(f'P{person}', told == 'record')},"
            f" {_text(f'{person}@x.example', told == 'address')},"
            f" {_text(f'V{person}', told != 'record')}, '{kind}',"
            f" {'null' if is_member else at}, {f'cast({at} as date)' if is_member else 'null'},"
            f" {self._word()}, 'forms', '{person % 9}', {_text('campaign', is_member)},"
            f" {_text(f'C{person % 6}', is_member)}, {self._word()}, {self._word()},"
            f" {self._word()}, {self._touches % 13 == 0}"
        )

    def edit_touch(self) -> None:
        """Late news of a touch: when it was, what for."""
        self._change_touch(
            f"touched_at = touched_at - interval '{self._random.randrange(40)} hours',"
            f" utm_campaign = {self._word()}, is_machine = not is_machine"
        )

    def delete_touch(self) -> None:
        """It is gone."""
        self._changes.append(
            f"delete from {self._place('conformed.cnf_touches')} where source_id = '{self._any()}'"
        )

    def name_visitor(self) -> None:
        """An address for a touch of a visitor, perhaps another's: who else he was, is known now."""
        self._change_touch(f"email = '{self._random.randrange(_PEOPLE)}@x.example'")

    def merge_people(self) -> None:
        """Two are one: all that was of the one is of the other."""
        gone, stays = self._random.sample(range(_PEOPLE), 2)
        for name in ("bridge_person_email", "bridge_person_source", "bridge_opportunity_person"):
            self._update(f"marts.{name}", f"person_key = 'p{stays}'", f"person_key = 'p{gone}'")
        self._delete("marts.dim_person", f"person_key = 'p{gone}'")

    def doubt_address(self) -> None:
        """An address is of somebody else as well, so that it tells nobody."""
        one, other = self._random.sample(range(_PEOPLE), 2)
        self._insert("marts.bridge_person_email", email=f"{one}@x.example", person_key=f"p{other}")

    def move_person(self) -> None:
        """Somebody changes the employer."""
        account, person = self._random.randrange(12), self._random.randrange(_PEOPLE)
        self._update("marts.dim_person", f"account_key = 'a{account}'", f"person_key = 'p{person}'")

    def rename_campaign(self) -> None:
        """A campaign is called otherwise, perhaps as another."""
        self._update(
            "marts.dim_campaign",
            f"name = {self._word()}",
            f"campaign_key = 'c{self._random.randrange(6)}'",
        )

    def new_deal(self) -> None:
        """A deal with up to three buyers, or none."""
        number, self._deals = self._deals, self._deals + 1
        made = f"2026-0{self._random.randint(2, 5)}-15 12:00:00"
        self._insert(
            "marts.fct_opportunity",
            opportunity_key=f"o{number}",
            account_key=f"a{number % 12}",
            cycle_key=f"y{number}",
            created_at=made,
            close_date="2026-06-10",
            amount_corporate=100 + number,
            is_won=number % 3 == 0,
            is_lost=number % 3 == 1,
            is_open=number % 3 == 2,
        )
        self._insert(
            "intermediate.int_opportunities__unified",
            opportunity_key=f"o{number}",
            time_zone="Europe/Berlin",
        )
        self._insert(
            "marts.mart_pipeline", cycle_key=f"y{number}", inq_at=made, is_inq_imputed=False
        )
        self._set_buyers(number)

    def edit_deal(self) -> None:
        """Won after all, for another amount, at another account."""
        self._update(
            "marts.fct_opportunity",
            f"is_won = true, is_lost = false, amount_corporate = {self._random.randrange(999)},"
            f" account_key = 'a{self._random.randrange(12)}'",
            f"opportunity_key = 'o{self._random.randrange(self._deals)}'",
        )

    def delete_deal(self) -> None:
        """It is gone, and nobody cleared up behind it."""
        number = self._random.randrange(self._deals)
        self._delete("marts.fct_opportunity", f"opportunity_key = 'o{number}'")

    def other_buyers(self) -> None:
        """Other people have a part in a deal, or nobody has."""
        self._set_buyers(self._random.randrange(self._deals))

    def raise_hand(self) -> None:
        """Somebody turns out to have raised a hand at another time."""
        self._update(
            "marts.mart_pipeline",
            f"inq_at = inq_at - interval '{self._random.randrange(90)} days'",
            f"cycle_key = 'y{self._random.randrange(self._deals)}'",
        )

    def next_day(self) -> None:
        """Days pass, so that touches of the future are of the past."""
        self._update("intermediate.int_today__reported", "today = today + 2", "true")

    def other_glossary(self) -> None:
        """Another window of a type, another channel of a word, another rule."""
        for seed, change in (
            ("touch_types", "lookback_days = lookback_days + 30 where code = 'web_session'"),
            ("source_channels", "channel = 'email' where normalised_value = 'google'"),
            ("attribution_models", "rest_share = 0.2, even_share = 0.8 where code = 'linear'"),
        ):
            self._changes.append(f"update staging.glossary_{seed} set {change}")

    def say(self, *changes: str) -> None:
        """These changes, too, before the next build."""
        self._changes += changes

    def place(self, model: str) -> str:
        """Where a model stands."""
        return self._place(f"{'intermediate' if model.startswith('int_') else 'marts'}.{model}")

    def _is_whole(self, model: str) -> bool:
        folder = self.build.target / "compiled" / "hymnsheet" / "models"
        (path,) = folder.rglob(f"{model}.sql")
        statement = Path(path).read_text("utf-8")
        assert " in (select part" not in statement
        columns = ", ".join(self.build.columns(self.place(model)))
        found = self.build.rows(f"select {columns} from {self.place(model)}")
        wanted = self.build.rows(f"select {columns} from ({statement}) as whole")
        assert wanted, model
        return sorted(map(_told, found)) == sorted(map(_told, wanted))

    def _change_touch(self, change: str) -> None:
        self._update("conformed.cnf_touches", change, f"source_id = '{self._any()}'")

    def _any(self) -> str:
        return f"T{self._random.randint(1, self._touches)}"

    def _word(self) -> str:
        return _text(self._random.choice(_WORDS), self._random.random() < 0.7)

    def _new_campaign(self, number: int) -> None:
        self._insert(
            "marts.dim_campaign",
            campaign_key=f"c{number}",
            name=_WORDS[number],
            created_at=f"2026-01-0{number + 1}",
            source_system="salesforce",
            source_object="campaign",
            source_id=f"C{number}",
            start_date=f"2026-0{1 + number % 3}-10",
        )
        key = md5(f"files:forms:{number}".encode(), usedforsecurity=False).hexdigest()
        self._insert("marts.dim_content", content_key=key, campaign_key=f"c{number}")

    def _new_person(self, number: int) -> None:
        key = f"p{number}"
        self._insert("marts.dim_person", person_key=key, account_key=f"a{number % 12}")
        self._insert("marts.bridge_person_email", email=f"{number}@x.example", person_key=key)
        self._insert(
            "marts.bridge_person_source",
            source_system="hubspot",
            source_object="contacts",
            source_id=f"P{number}",
            person_key=key,
        )

    def _set_buyers(self, deal: int) -> None:
        self._delete("marts.bridge_opportunity_person", f"opportunity_key = 'o{deal}'")
        for person in self._random.sample(range(_PEOPLE), self._random.randrange(4)):
            self._insert(
                "marts.bridge_opportunity_person",
                opportunity_key=f"o{deal}",
                person_key=f"p{person}",
            )

    def _insert(self, table: str, **row: Any) -> None:
        values = ", ".join("null" if value is None else f"'{value}'" for value in row.values())
        self._changes.append(
            f"insert into {self._place(table)} ({', '.join(row)}) values ({values})"
        )

    def _update(self, table: str, change: str, where: str) -> None:
        self._changes.append(f"update {self._place(table)} set {change} where {where}")

    def _delete(self, table: str, where: str) -> None:
        self._changes.append(f"delete from {self._place(table)} where {where}")

    def _place(self, table: str) -> str:
        layer, _, name = table.partition(".")
        return f"{self.build.schema(layer)}.{name}"


def _text(word: str, is_told: bool = True) -> str:
    return f"'{word}'" if is_told else "null"


def _told(row: tuple[Any, ...]) -> str:
    """Sums of binary numbers come out as they are added up: their last places are nothing."""
    return str(tuple(f"{value:.12g}" if isinstance(value, float) else value for value in row))
