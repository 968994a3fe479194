"""Where allauth meets the school: letters go through the outbox, addresses have one spelling."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import SignIn
from accounts.origins import origin_of
from mail import services as mail_services
from mail.addresses import canonical_email


class SchoolAccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, with our post office and our name."""

    def clean_email(self, email: str) -> str:
        return super().clean_email(canonical_email(email))

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """Note that somebody signed in, and how; every way in, passkeys and codes included, ends here."""
        records = get_authentication_records(request, user)
        method = str(records[-1].get("type") or records[-1].get("method") or "") if records else ""
        SignIn.objects.create(user=user, method=method[:40], origin=origin_of(request))
        return super().post_login(request, user, **details)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's letter into the outbox; the code in it is sent by the worker within seconds."""
        values = {"email": email, "current_site": {"name": settings.WAGTAIL_SITE_NAME, "domain": settings.PUBLIC_URL}}
        values |= {"request": allauth_context.request, **context}
        message = self.render_mail(template_prefix, email, values)
        with transaction.atomic():
            mail_services.queue_plain_email(
                kind=template_prefix.rpartition("/")[2],
                key=f"account:{get_random_string(22)}",  # each request for a code is a letter of its own
                to=email,
                subject=message.subject,
                text=str(message.body),
            )
