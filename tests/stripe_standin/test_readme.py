"""What the README promises: every act and test card that it names exists, and every one that exists is named."""

import re
from pathlib import Path

import stripe_standin
from stripe_standin import cards
from stripe_standin.control import ACTS
from stripe_standin.options import parser

README = (Path(stripe_standin.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_act_of_the_control_room_is_named() -> None:
    room = README.partition("## Control room")[2].partition("\n## ")[0]

    assert set(ACTS) <= set(re.findall(r"`(\w+)`", room))


def test_every_test_card_is_named_by_its_end() -> None:
    for card in cards.CARDS:
        assert card.last4 in README.replace(" ", "")
    for account in cards.BANK_ACCOUNTS:
        assert account.number in README.replace(" ", "")


def test_every_argument_is_named() -> None:
    flags = {flag for action in parser()._actions for flag in action.option_strings if flag.startswith("--")}

    assert {flag for flag in flags - {"--help"} if flag not in README} == set()
