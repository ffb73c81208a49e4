"""Whose a web address is: the domain that somebody registered, by the public suffix list.

Which suffixes are shared changes by the week and cannot be spelt in SQL, nor can an international
name. So before the models are built, every address that the raw tables hold is looked up here once
and kept in `ops.web_address`. What follows from a shared domain is decided in dbt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from ipaddress import ip_address
from typing import Final

import idna
from publicsuffixlist import PublicSuffixList
from sqlalchemy import Connection, Engine, text

from orchestration.loading.catalog import ensure_tables, stored_columns
from orchestration.loading.tables import OPS_SCHEMA, WEB_ADDRESS
from orchestration.sources.registry import VENDORS
from orchestration.warehouse import qualified, quoted

_BEHIND_AT: Final = "split_part({}, '@', 2)"
_SCHEME: Final = re.compile(r"^([a-z][a-z0-9+.-]*:/*(?!\d+(/|$)))+")
_MAIL_HOST: Final = re.compile(r"""^[^\s<>()\[\],;:"@]+""")
_PLAIN_HOST: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BATCH: Final = 20_000


def resolve_web_addresses(engine: Engine) -> int:
    """Look up every address of the raw tables that is not in `ops.web_address` yet.

    Another version of the public suffix list resolves all of them again.

    Args:
        engine: the build side of the warehouse; tables that were never synced are passed over.

    Returns:
        How many addresses were looked up.
    """
    listed = version("publicsuffixlist")
    with engine.begin() as connection:
        ensure_tables(connection, OPS_SCHEMA, [WEB_ADDRESS])
        target = qualified(connection, OPS_SCHEMA, WEB_ADDRESS.name)
        connection.execute(
            text(f"delete from {target} where list_version <> :listed"),  # noqa: S608  quoted
            {"listed": listed},
        )
        written = sorted(_unresolved(connection, target))
        known = set(connection.execute(text(f"select address from {target}")).scalars())  # noqa: S608
        fresh = [address for address in written if address not in known]
        for start in range(0, len(fresh), _BATCH):
            _insert(connection, target, fresh[start : start + _BATCH], listed)
    return len(fresh)


def host_of(address: str) -> str | None:
    """The host of a URL, a bare domain or an e-mail address, in ASCII, without `www.`.

    `HTTPS://www.Acme.co.uk:443/de?x` gives `acme.co.uk`, `münchen.de.` gives `xn--mnchen-3ya.de`.

    Returns:
        None where the text names no host of the internet: blank, an IP address, a bare word.
    """
    cleaned = _INVISIBLE.sub("", address).strip().lower().replace("\\", "/")
    first = re.split(r"[\s,;|]", cleaned, maxsplit=1)[0]
    authority = re.split(r"[/?#]", _SCHEME.sub("", first).lstrip("/"), maxsplit=1)[0]
    named = re.sub(r":\d*$", "", authority.rpartition("@")[2]).strip(".")
    if _is_ip(named):
        return None
    host = (_ascii(named) or "").strip(".").removeprefix("www.")
    return host if "." in host else None


def registered_domain(host: str) -> str | None:
    """The part of a host that somebody registered; None for a public suffix itself."""
    found: str | None = _suffixes().privatesuffix(host)
    return found


def _ascii(name: str) -> str | None:
    # Hosts with an underscore are no names by the standard, and exist.
    if _PLAIN_HOST.fullmatch(name):
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_encoded_idn=True)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return host.replace(".", "").isdigit()
    return True


def _unresolved(connection: Connection, target: str) -> set[str]:
    """What the raw tables hold beyond `target`, as the models will ask for it."""
    found: set[str] = set()
    for vendor in VENDORS.values():
        for spec in vendor.specs:
            place = f"raw_{vendor.name}", spec.name
            for column in spec.websites:
                found |= set(_distinct(connection, target, (*place, column), "trim({})"))
            for column in spec.emails:
                for part in _distinct(connection, target, (*place, column), _BEHIND_AT):
                    host = _mail_host(part)
                    # A sandbox puts .invalid behind its addresses; the models take it off.
                    found |= {host, host.removesuffix(".invalid")}
    return found - {""}


def _mail_host(text_behind_at: str) -> str:
    match = _MAIL_HOST.match(text_behind_at)
    return match[0].lower().rstrip(".") if match else ""


def _distinct(
    connection: Connection, target: str, place: tuple[str, str, str], expression: str
) -> Iterable[str]:
    schema, table, column = place
    if column not in stored_columns(connection, schema).get(table, {}):
        return ()
    address = expression.format(quoted(connection, column))
    source = qualified(connection, schema, table)
    query = (
        f"select distinct {address} as address from {source}"  # noqa: S608  names are quoted
        f" where {quoted(connection, column)} is not null"
        f" and not exists (select 1 from {target} as known where known.address = {address})"
    )
    return connection.execute(text(query)).scalars().all()


def _insert(connection: Connection, target: str, addresses: list[str], listed: str) -> None:
    hosts = [host_of(address) for address in addresses]
    domains = [None if host is None else registered_domain(host) for host in hosts]
    connection.execute(
        text(
            f"insert into {target} (address, host, domain, list_version)"
            " select unnest(cast(:addresses as varchar[])), unnest(cast(:hosts as varchar[])),"
            " unnest(cast(:domains as varchar[])), :listed"
        ),
        {"addresses": addresses, "hosts": hosts, "domains": domains, "listed": listed},
    )
