"""What is written down is true: variables, targets, commands, migrations, styles, decisions."""

import gzip
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template
from wagtail import blocks as wagtail_blocks

ROOT = Path(settings.BASE_DIR)
OUR_ROOMS = [
    "accounts",
    "blog",
    "config",
    "courses",
    "mail",
    "newsletter",
    "pages",
    "payments",
    "scheduling",
    "webinars",
]
CSS = ROOT / "static" / "css"


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text()


def test_every_variable_is_in_the_example_and_nothing_else_is():
    read_by_settings = set()
    for file in (ROOT / "config" / "settings").glob("*.py"):
        read_by_settings |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", file.read_text()))
    named = set(re.findall(r"^# ([A-Z_]+)=", read(".env.example"), re.MULTILINE))

    assert read_by_settings <= named, read_by_settings - named
    assert named - read_by_settings == {"PORT", "CHROMIUM"}


def test_every_make_target_is_in_the_readme():
    targets = re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE)

    assert targets
    assert [target for target in targets if f"make {target}" not in read("README.md") and target != "help"] == []


def test_every_picture_of_the_docs_is_there_says_what_it_shows_and_is_made_by_the_command():
    shown = {}
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for words, address in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text()):
            shown[(page.parent / address).resolve()] = words
    pictures = {path.resolve() for path in (ROOT / "docs" / "pictures").iterdir()}

    assert set(shown) == pictures
    assert [str(path) for path, words in shown.items() if len(words) < 15] == []
    assert sum(path.stat().st_size for path in pictures) < 3_000_000


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", *OUR_ROOMS, check=True, dry_run=True, verbosity=0)


def test_the_database_waits_for_its_turn_instead_of_failing():
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]

    assert len(numbers) == len(set(numbers)) >= 3


def test_lock_files_hold_hashes_and_no_addresses():
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "://" not in text
        for line in re.findall(r"^\S+==.*(?:\n    .*)*", text, re.MULTILINE):
            assert "--hash=sha256:" in line


# --- blocks -----------------------------------------------------------------------------------------------------------


def all_blocks() -> dict[str, type]:
    found = {}
    for app in apps.get_app_configs():
        if app.name not in OUR_ROOMS:
            continue
        module = (
            __import__(f"{app.name}.blocks", fromlist=["blocks"]) if (ROOT / app.name / "blocks.py").exists() else None
        )
        for name, thing in vars(module).items() if module else ():
            if (
                isinstance(thing, type)
                and issubclass(thing, wagtail_blocks.Block)
                and thing.__module__ == module.__name__
            ):
                found[f"{app.name}.{name}"] = thing
    return found


def stem(class_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name.removesuffix("Block")).lower()


def test_every_block_that_draws_something_has_a_template_and_a_style_of_its_name():
    drawn = {name: block for name, block in all_blocks().items() if getattr(block._meta_class, "template", None)}

    assert len(drawn) >= 9
    for name, block in drawn.items():
        room, class_name = name.split(".")
        assert block._meta_class.template == f"{room}/blocks/{stem(class_name)}.html"
        get_template(block._meta_class.template)
        assert (CSS / "blocks" / f"{stem(class_name).replace('_', '-')}.css").exists(), name
        assert block._meta_class.icon
        assert block._meta_class.group
        assert block._meta_class.description


def test_no_block_template_is_without_its_block():
    known = {f"{room}/{stem(name)}" for room, name in (key.split(".") for key in all_blocks())}
    for template in (ROOT / "templates").glob("*/blocks/*.html"):
        assert f"{template.parts[-3]}/{template.stem}" in known, template


# --- styles -----------------------------------------------------------------------------------------------------------


def style_files() -> list[Path]:
    return sorted(path for path in CSS.rglob("*.css") if path.name != "site.css")


def test_every_style_is_imported_once_into_a_layer():
    contents = (CSS / "site.css").read_text()
    for path in style_files():
        name = path.relative_to(CSS).as_posix()
        assert len(re.findall(rf'@import url\("{name}"\) layer\(\w+\)', contents)) == 1, name
    without = re.sub(r"/\*.*?\*/|@import[^;]+;|@layer[^;]+;", "", contents, flags=re.DOTALL)
    assert without.strip() == "", "a rule outside every layer beats them all"


def test_every_custom_property_that_is_used_is_defined():
    everything = "\n".join(path.read_text() for path in style_files())
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    for used, fallback in re.findall(r"var\((--[\w-]+)\s*(,)?", everything):
        assert used in defined or fallback, used


@pytest.mark.parametrize("pattern", [r"#[0-9a-fA-F]{3,8}\b", r"\brgba?\(", r"\boklch\("])
def test_no_colour_is_named_outside_the_tokens(pattern):
    for path in style_files():
        if path.name in {"tokens.css", "print.css"}:
            continue
        without_comments = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
        assert not re.findall(pattern, without_comments), path


def test_all_styles_together_stay_light():
    everything = b"".join(path.read_bytes() for path in sorted(CSS.rglob("*.css")))
    assert len(gzip.compress(everything)) < 16_000  # what a phone fetches, once


def test_no_template_carries_inline_style_or_script():
    for path in (ROOT / "templates").rglob("*.html"):
        if "mail" in path.parts[-2] or "emails" in path.parts:
            continue  # letters are styled inline: mail programs know nothing else
        text = path.read_text()
        assert not re.search(r"<[^>]+\sstyle=|<style|\son\w+=", text), path
        assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", text), path
        if "django/forms" not in str(path):  # Django itself trusts help texts: they are written in code
            assert "|safe" not in text, path
        assert "autoescape off" not in text, path


# --- letters ----------------------------------------------------------------------------------------------------------


def test_every_letter_has_a_subject_a_text_and_a_page():
    letters = {path.with_suffix("") for path in (ROOT / "templates").glob("*/emails/*.html")}
    pieces = {"facts"}  # included by letters, no letter itself

    assert len(letters) >= 4
    for letter in letters:
        if letter.name in pieces or letter.name.startswith("_"):
            continue
        assert letter.with_suffix(".txt").exists(), letter
        assert letter.with_name(f"{letter.name}.subject.txt").exists(), letter
        assert 'extends "mail/base.html"' in letter.with_suffix(".html").read_text(), letter
