"""The ear that every test has on the log hears what must not stand there."""

import logging

import pytest

from tests.quiet_logs import Listener


@pytest.mark.parametrize(
    "words",
    [
        "card 4242 4242 4242 4242 declined",
        "card 4000000000000002 declined",
        "welcome, Gwen Guest",
    ],
)
def test_a_person_in_the_log_is_heard(words):
    listener = Listener()

    listener.handle(logging.makeLogRecord({"msg": words}))

    assert len(listener.telltales()) == 1
    assert listener.telltales() == []


def test_an_address_is_scrubbed_from_words_but_heard_in_a_traceback():
    listener = Listener()

    listener.handle(logging.makeLogRecord({"msg": "sent to guest@people.example"}))
    assert listener.telltales() == []
    listener.handle(logging.makeLogRecord({"msg": "failed", "exc_text": "KeyError: 'guest@people.example'"}))
    assert len(listener.telltales()) == 1


def test_ids_amounts_and_states_are_not():
    listener = Listener()

    listener.handle(logging.makeLogRecord({"msg": "order 6f4a177b: awaiting_payment -> paid, 79000 usd, pi_3Q1"}))

    assert listener.telltales() == []
