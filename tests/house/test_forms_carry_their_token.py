"""A form inside a template that is included with `only` is sent without its token, and refused, unless the token is handed in."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*?)\bonly %}')


def files():
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}


def in_need_of_a_token(sources):
    """The templates that hold a form, or include one that does and was left open to the page around it."""
    found = {name for name, source in sources.items() if "{% csrf_token %}" in source}
    while True:
        around = {
            name
            for name, source in sources.items()
            if any(f'{{% include "{inner}"' in source for inner in found) and name not in found
        }
        if not around:
            return found
        found |= around


def test_every_form_that_is_included_alone_is_given_its_token():
    sources = files()
    needy = in_need_of_a_token(sources)

    forgotten = [
        f"{name}: {inner}"
        for name, source in sources.items()
        for inner, given in INCLUDE.findall(source)
        if inner in needy and "csrf_token=csrf_token" not in given
    ]

    assert "payments/includes/waiting_form.html" in needy
    assert forgotten == []
