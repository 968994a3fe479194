"""The demo's postman: letters end in a mailbox that the browser shows at /mailbox/."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from mail.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """Keeps each message, as it would have gone over the wire, in the database."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            over_the_wire: Any = message.message()  # Django's own class, which knows of line ends
            raw = over_the_wire.as_bytes(linesep="\r\n")
            for recipient in message.recipients():
                MailboxMessage.objects.create(recipient=recipient, subject=str(message.subject)[:250], raw=raw)
        return len(email_messages)
