"""The demo's postman: letters end in a mailbox that the browser shows at /mailbox/."""

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from mail.models import MailboxMessage


class MailboxBackend(BaseEmailBackend):
    """Keeps each message, as it would have gone over the wire, in the database."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                MailboxMessage.objects.create(
                    recipient=recipient, subject=str(message.subject)[:250], raw=message.message().as_bytes()
                )
        return len(email_messages)
