"""The demo's mailbox: what was "sent", read as its recipient would. Mounted only where MAIL_MAILBOX_ENABLED says so."""

import email
import email.policy
from email.message import EmailMessage as ParsedMessage

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from mail.models import MailboxMessage


def _parse(message: MailboxMessage) -> ParsedMessage:
    return email.message_from_bytes(bytes(message.raw), _class=ParsedMessage, policy=email.policy.default)


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the letters, newest first; `?to=` narrows them to one recipient."""
    messages = MailboxMessage.objects.defer("raw")
    recipient = request.GET.get("to", "").strip()
    if recipient:
        messages = messages.filter(recipient__iexact=recipient)
    page = Paginator(messages, 30).get_page(request.GET.get("page"))
    return render(request, "mail/mailbox.html", {"letters": page, "recipient": recipient})


@require_safe
@csp_update({"frame-src": [SELF]})
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter with its attachments."""
    message = get_object_or_404(MailboxMessage, pk=pk)
    parsed = _parse(message)
    plain = parsed.get_body(("plain",))
    return render(
        request,
        "mail/letter.html",
        {
            "letter": message,
            "sender": parsed["From"],
            "text": plain.get_content() if plain else "",
            "attachments": [part.get_filename() for part in parsed.iter_attachments()],
        },
    )


@require_safe
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
    }
)
def letter_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the letter's HTML part as the frame of its page: styled, but without a script of any kind."""
    html = _parse(get_object_or_404(MailboxMessage, pk=pk)).get_body(("html",))
    if html is None:
        raise Http404
    # A link in the letter opens a page, as in a mail program, and not a page inside the letter's frame.
    return HttpResponse(html.get_content().replace("<head>", '<head><base target="_top">', 1))


@require_safe
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give one attachment to download."""
    for part in _parse(get_object_or_404(MailboxMessage, pk=pk)).iter_attachments():
        if part.get_filename() == name:
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):  # decode=True on a part that is itself a message
                raise Http404
            response = HttpResponse(content, content_type=part.get_content_type())
            response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
            return response
    raise Http404
