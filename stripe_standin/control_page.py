"""The control page and its JSON views: what is planned, what was delivered, what was asked."""

import json
import time

from . import recent
from .render import Html, joined, part
from .render import page as framed
from .world import World


def state(world: World) -> dict:
    """Return clock, plans and levers."""
    levers = world.store.rows("select name, value from settings where name like 'lever:%' order by name")
    return {
        "now": world.now(),
        "ahead_by": world.clock_offset,
        "planned": [{"at": row["at"], "deed": row["deed"], "subject": row["subject"]} for row in world.store.planned()],
        "levers": {row["name"].removeprefix("lever:"): json.loads(row["value"]) for row in levers},
    }


def deliveries(world: World, limit: int = 100) -> list[dict]:
    """Return the last deliveries, newest first."""
    rows = world.store.rows(
        "select d.*, json_extract(o.body, '$.type') as type, json_extract(o.body, '$.data.object.id') as object"
        " from deliveries d left join objects o on o.id = d.event order by d.seq desc limit ?",
        [limit],
    )
    names = ("event", "type", "object", "endpoint", "state", "attempts", "answer")
    return [{name: row[name] for name in names} for row in rows]


def requests(world: World) -> list[dict]:
    """Return the last requests, newest first; addresses only."""
    return [
        {"at": at, "method": method, "path": path, "status": status} for at, method, path, status in list(world.recent)
    ]


def page(world: World, acts: list, done: str) -> Html:
    """Return the page."""
    now = state(world)
    groups = []
    for group in dict.fromkeys(act.group for act in acts):
        forms = [_form(act) for act in acts if act.group == group]
        groups.append(part("act_group", group=group, forms=joined(forms)))
    return framed(
        "control",
        title="Control room",
        done=part("done", words=done) if done else Html(""),
        now=_moment(now["now"]),
        ahead=f"{now['ahead_by'] // 86400} days, {now['ahead_by'] % 86400} seconds",
        levers=", ".join(f"{name} = {value}" for name, value in now["levers"].items() if value) or "none",
        planned=joined(
            [
                part("planned_row", at=_moment(row["at"]), deed=row["deed"].replace("_", " "), subject=row["subject"])
                for row in now["planned"][:20]
            ]
        ),
        deliveries=joined([_delivery(row) for row in deliveries(world, 40)]),
        requests=joined(
            [
                part("request_row", at=_moment(row["at"]), method=row["method"], path=row["path"], status=row["status"])
                for row in requests(world)[:30]
            ]
        ),
        recent=recent.table(world),
        groups=joined(groups),
    )


def _form(act: object) -> Html:
    fields = [
        part("act_field", id=f"{act.name}_{name}", name=name, label=name.replace("_", " "), value=value)  # type: ignore[attr-defined]
        for name, value in act.fields.items()  # type: ignore[attr-defined]
    ]
    name = act.name  # type: ignore[attr-defined]
    return part("act", name=name, title=name.replace("_", " ").capitalize(), words=act.words, fields=joined(fields))  # type: ignore[attr-defined]


def _delivery(row: dict) -> Html:
    return part(
        "delivery_row",
        type=row["type"] or "?",
        event=row["event"],
        object=row["object"] or "",
        state=row["state"],
        attempts=row["attempts"],
        answer=row["answer"],
    )


def _moment(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(at))
