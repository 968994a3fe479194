"""What the site writes into its logs while tests run: ids, types, amounts, states; never an address, a name, a key or a card."""

from __future__ import annotations

import logging
import re

from config.logs import ScrubSecrets

TELLTALES = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}"),
    "a key": re.compile(r"\b(?:sk|rk)_(?:test|live)_\w+|whsec_\w+"),
    "a card number": re.compile(r"\b(?:4242 ?4242 ?4242 ?4242|4000 ?00\d\d ?\d{4} ?\d{4})\b"),
    "a name": re.compile(r"Gwen Guest|\bA Buyer\b"),
}


class Listener(logging.Handler):
    """Keeps what would stand in the log, scrubbed as the log is."""

    def __init__(self) -> None:
        super().__init__()
        self.addFilter(ScrubSecrets())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def telltales(self) -> list[str]:
        """List what stands there that must not, and forget it."""
        lines, self.lines = self.lines, []
        return [f"{what}: {line}" for line in lines for what, form in TELLTALES.items() if form.search(line)]
