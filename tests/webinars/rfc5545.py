"""A small reader of calendar files that trusts nothing but the file: no tables of zones, only the rules written in it.

Our own writer and the icalendar library could share a mistake; this follows RFC 5545 by hand.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field


@dataclass
class Component:
    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def value(self, name: str) -> str:
        [found] = [value for key, _, value in self.lines if key == name]
        return found

    def parameters(self, name: str) -> dict[str, str]:
        [found] = [parameters for key, parameters, _ in self.lines if key == name]
        return found

    def find(self, name: str) -> list[Component]:
        return [part for part in self.parts if part.name == name]


def read(raw: bytes) -> Component:
    """The calendar; every line must end in CRLF and be at most 75 octets long."""
    assert raw.endswith(b"\r\n")
    physical = raw.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in physical)
    assert b"\n" not in b"".join(physical)
    assert b"\r" not in b"".join(physical)
    stack = [Component("root")]
    for line in raw.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        name, parameters, value = _split(line)
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value
            stack[-1].parts.append(done)
        else:
            stack[-1].lines.append((name, parameters, value))
    [calendar] = stack[0].parts
    return calendar


def _split(line: str) -> tuple[str, dict[str, str], str]:
    head = re.match(r'[A-Z-]+(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*:', line)
    assert head, line
    name, *pairs = re.findall(r'(?:"[^"]*"|[^;"])+', head.group(0)[:-1])
    parameters = dict(pair.split("=", 1) for pair in pairs)
    return name, {key: value.strip('"') for key, value in parameters.items()}, line[head.end() :]


def text(value: str) -> str:
    """A TEXT value without its escapes."""
    return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) in "nN" else match.group(1), value)


def instant(calendar: Component, event: Component, name: str) -> datetime.datetime:
    """When (UTC) a time of the event is, by the VTIMEZONE in the same file."""
    value, zone = event.value(name), event.parameters(name).get("TZID")
    if zone is None:
        return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
    wall = datetime.datetime.strptime(value, "%Y%m%dT%H%M%S")
    [rules] = [part for part in calendar.find("VTIMEZONE") if part.value("TZID") == zone]
    onsets = sorted(
        (
            datetime.datetime.strptime(rule.value("DTSTART"), "%Y%m%dT%H%M%S") - _offset(rule.value("TZOFFSETFROM")),
            _offset(rule.value("TZOFFSETTO")),
        )
        for rule in rules.parts
    )
    fitting = []
    for number, (onset, offset) in enumerate(onsets):
        until = onsets[number + 1][0] if number + 1 < len(onsets) else datetime.datetime.max
        if onset <= wall - offset < until:
            fitting.append(wall - offset)
    assert fitting, f"{value} does not exist by the rules of the file"
    return min(fitting).replace(tzinfo=datetime.UTC)  # what comes twice means the first


def _offset(text: str) -> datetime.timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * datetime.timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
