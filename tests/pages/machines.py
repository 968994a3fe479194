"""What machines read of a page: its structured data, as a JSON-LD parser understands it."""

from __future__ import annotations

import json
from typing import Any

import html5lib
from pyld import jsonld

CONTEXT = {"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}}
"""Stands in for schema.org's own context, which nobody shall fetch: every word counts as one of its words."""


def things_in(tree: Any) -> dict[str, Any]:
    """The facts of a page by type; each script must hold some that a parser finds."""
    scripts = [script.text for script in tree.iterfind(".//script[@type='application/ld+json']")]
    for text in scripts:
        assert jsonld.expand(json.loads(text) | CONTEXT), "a parser finds facts in it"
    return {thing["@type"]: thing for text in scripts for thing in json.loads(text)["@graph"]}


def things_of(client: Any, address: str) -> dict[str, Any]:
    """The facts of the page at an address, by type."""
    response = client.get(address)
    assert response.status_code == 200, address
    return things_in(html5lib.parse(response.content.decode(), namespaceHTMLElements=False))
