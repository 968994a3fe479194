"""The walls of the house stand, and each of them would notice a breach."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    "accounts", "blog", "config", "courses", "mail", "newsletter", "pages", "payments", "scheduling",
    "stripe_standin", "webinars",
]  # fmt: skip

BREACHES = {
    "floors": ("accounts/models.py", "import blog.models"),
    "floors, strangers": ("courses/models/course.py", "import webinars.models"),
    "rooms": ("blog/models.py", "import blog.feeds"),
    "stripe": ("payments/services/__init__.py", "import stripe"),
    "standin-unknown": ("payments/gateway/__init__.py", "import stripe_standin"),
    "standin-stranger": ("stripe_standin/__init__.py", "import payments"),
}


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    if contract:
        command += ["--contract", contract]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "migrations", "*.svg")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_own_rules():
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_noticed(copy_of_the_house, breach):
    place, line = BREACHES[breach]
    file = copy_of_the_house / place
    if not file.exists():
        file = copy_of_the_house / place.replace("/__init__.py", ".py")
    file.write_text(f"{file.read_text()}\n{line}\n")

    result = lint(copy_of_the_house, contract=breach.split(",")[0])

    assert result.returncode == 1, result.stdout
