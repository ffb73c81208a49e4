"""Names that others have settled: currencies of ISO 4217, IANA time zones; and what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

#: Funds, metals and test codes are left out: nobody's amounts are in them.
_CODES: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCY_CODES: Final = frozenset(_CODES.split())


def near(name: str, known: Iterable[str]) -> str:
    """`Is it 'Europe/Berlin'?`, or what there is: the end of a message about an unknown name."""
    names = sorted(known)
    spelt = {one.lower(): one for one in names}
    close = get_close_matches(name.lower(), spelt, n=3, cutoff=0.6)
    meant = [spelt[one] for one in close]
    if meant:
        return f"Is it {' or '.join(map(repr, meant))}?"
    shown = ", ".join(names[:20])
    return f"There are {shown}" + (f" and {len(names) - 20} more." if len(names) > 20 else ".")


def time_zone_fault(name: str) -> str | None:
    """Why `name` is no IANA time zone; None if it is one."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"{name!r} is no IANA time zone. {near(name, available_timezones())}"
    return None


def currency_fault(code: str) -> str | None:
    """Why `code` is no currency of ISO 4217; None if it is one."""
    if code in CURRENCY_CODES:
        return None
    return f"{code!r} is no currency code of ISO 4217. {near(code, CURRENCY_CODES)}"
