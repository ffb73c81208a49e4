"""Labels as an administrator, or Salesforce itself, would write them."""

from __future__ import annotations


def spaced_label(name: str) -> str:
    """Return the label an administrator would have given an API name."""
    stem = name.removesuffix("__c").replace("_", " ").strip()
    spaced = "".join(
        f" {letter}" if letter.isupper() and index and stem[index - 1].islower() else letter
        for index, letter in enumerate(stem)
    )
    return spaced[:1].upper() + spaced[1:]


def plural(label: str) -> str:
    """Return an English plural, as Salesforce labels its own objects."""
    if label.endswith("y"):
        return label[:-1] + "ies"
    return label + "s"
