"""Fill the page templates; every value is escaped unless it is a piece of our own HTML."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template

PAGES = Path(__file__).parent / "pages"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none';"
    # Chromium applies form-action to redirects after a POST as well, and the buyer returns to the site's own address.
    " form-action 'self' http: https:"
)


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((PAGES / name).read_text(encoding="utf-8"))


def part(template: str, /, **values: object) -> Html:
    """Return a template filled with values."""
    safe = {key: value if isinstance(value, Html) else escape(str(value)) for key, value in values.items()}
    return Html(_template(f"{template}.html").substitute(safe))


def page(template: str, /, *, title: str, **values: object) -> Html:
    """Return a whole page: the frame with its banner around a template."""
    return part("frame", title=title, body=part(template, title=title, **values))


def joined(parts: list[Html]) -> Html:
    """Return pieces one after the other."""
    return Html("\n".join(parts))


def attributes(**values: object) -> Html:
    """Return HTML attributes; True means present, None and False mean absent."""
    shown = []
    for name, value in values.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            shown.append(f" {key}")
        elif value is not None and value is not False:
            shown.append(f' {key}="{escape(str(value))}"')
    return Html("".join(shown))
