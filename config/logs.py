"""What the log never holds."""

import logging
import re

SECRETS = re.compile(r"\b(?:sk|rk|whsec)_[A-Za-z0-9_]{6,}")
ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class ScrubSecrets(logging.Filter):
    """Blanks Stripe keys, webhook secrets and e-mail addresses in a record, whoever wrote them."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = ADDRESSES.sub("<address>", SECRETS.sub("<secret>", message))
        if clean != message:
            record.msg, record.args = clean, ()
        return True
