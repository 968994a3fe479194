"""When two spellings are one address."""

import pytest
from django.core.exceptions import ValidationError

from mail.addresses import canonical_email, check_deliverable


@pytest.mark.parametrize(
    "spelling",
    [
        "Ada@Reader.Example",
        "  ada@reader.example\t",
        "ａｄａ@reader.example",  # full width
        "ada\u200b@reader.example",  # zero width space
        "a\u00adda@reader.example",  # soft hyphen
        "\u202eada@reader.example",  # right to left
        "ada\ufeff@reader.example",
        "\u2066ada\u2069@reader.example",
        "ADA@READER.EXAMPLE",
    ],
)
def test_spellings_that_look_alike_are_one(spelling):
    assert canonical_email(spelling) == "ada@reader.example"


@pytest.mark.parametrize("address", ["ada+x@reader.example", "a.da@reader.example", "adа@reader.example"])
def test_addresses_that_may_be_other_people_stay_apart(address):
    """Plus and dots are the provider's business; a Cyrillic letter is another letter."""
    assert canonical_email(address) != "ada@reader.example"


def test_composed_and_decomposed_letters_are_one_and_a_domain_is_ascii():
    assert canonical_email("ada@b\u00fccher.example") == canonical_email("ada@bu\u0308cher.example")
    assert canonical_email("ada@BÜCHER.example") == "ada@xn--bcher-kva.example"


@pytest.mark.parametrize("text", ["", "ada", "ada@", "@", "ada@" + "ü" * 300 + ".example"])
def test_what_is_no_address_does_not_break_it(text):
    canonical_email(text)
    with pytest.raises(ValidationError):
        check_deliverable(text)


def test_folding_twice_is_folding_once():
    for address in ("Ada@Bücher.Example", "ⅠX@reader.example", "ﬁ@reader.example"):
        assert canonical_email(canonical_email(address)) == canonical_email(address)
