"""The time zones a person can choose: the IANA names that browsers know too."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError


@cache
def zone_names() -> tuple[str, ...]:
    """This function will return the names in alphabetical order, without machine-local ones such as "localtime"."""
    names = (
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    )
    return ("UTC", *sorted(names))


def zone_choices() -> list[tuple[str, str]]:
    """This function will return the zones as form choices, with blanks for underscores."""
    return [(name, name.replace("_", " ")) for name in zone_names()]


def validate_zone(name: str) -> None:
    """This function will raise ValidationError unless `name` is one of ours."""
    if name not in zone_names():
        raise ValidationError("Choose a time zone from the list.")
