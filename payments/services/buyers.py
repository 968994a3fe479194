"""Who the buyer is: the account of a guest, and the person as Stripe knows them."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import User
from mail.addresses import canonical_email
from payments import gateway
from payments.models import StripeCustomer
from payments.refusals import StripeRefused, StripeUnavailable


def account_for(*, email: str, name: str) -> User:
    """This function will return the account under that address, making it if there is none. It signs nobody in.

    Nothing proves that the payer reads that mailbox. So the account is opened by a code sent there, and an account whose
    address was never confirmed loses the password that somebody may have laid in wait with.
    """
    address = canonical_email(email)
    user = User.objects.filter(email=address).first() or _make_account(address, name)
    if user.has_usable_password() and not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _make_account(address: str, name: str) -> User:
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, display_name=name[:120])
            # allauth confirms this row when the code from the mailbox is typed in.
            EmailAddress.objects.create(user=user, email=address, verified=False, primary=True)
            return user
    except IntegrityError:  # another purchase made it in this very moment
        return User.objects.get(email=address)


def customer_id_of(user: Any) -> str:
    """This function will return a person's id at Stripe, its address brought up to date there; empty if not known yet."""
    customer = StripeCustomer.objects.filter(user=user, livemode=gateway.is_live()).first() if user else None
    if customer is None:
        return ""
    if customer.email != user.email:
        try:
            gateway.update_customer(customer_id=customer.customer_id, email=user.email)
        except StripeRefused:  # gone there: the next checkout makes a new one
            customer.delete()
            return ""
        except StripeUnavailable:
            return customer.customer_id
        customer.email = user.email
        customer.save()
    return customer.customer_id
