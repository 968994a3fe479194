"""The page that says where money's promises are proved names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scenarios.md").read_text()
NAMED = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", PAGE)


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_what_the_page_names_is_there(file, name):
    tree = ast.parse((ROOT / "tests" / file).read_text())

    assert not name or name in {part.name for part in tree.body if isinstance(part, ast.FunctionDef)}


def test_all_thirty_situations_are_on_the_page():
    rows = re.findall(r"^\| (\d+) \| .+ \| `", PAGE, re.MULTILINE)

    assert [int(number) for number in rows] == list(range(1, 31))
