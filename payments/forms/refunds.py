"""Giving money back: how much of which payment, what ends with it, and why."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from payments import money, services
from payments.models import Order, OrderLine, Payment, Refund, Seat
from payments.refusals import ChooseSeats, RefundRefused


class RefundForm(forms.Form):
    """How much of which payment goes back, which access ends with it, and why."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    payment = forms.ModelChoiceField(queryset=Payment.objects.none(), empty_label=None)
    amount = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, help_text="Such as 790 or 49.50.")
    lines = forms.ModelMultipleChoiceField(
        label="Access that ends",
        queryset=OrderLine.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a part of the money: what the buyer gives back for it. Nothing ticked: access stays. "
        "If all of the money goes back, all access ends.",
    )
    seats_back = forms.IntegerField(
        label="Seats given back", min_value=1, required=False,
        help_text="Of a team. Empty: all that are left, if the seats are ticked above. Free seats go first.",
    )  # fmt: skip
    seats = forms.ModelMultipleChoiceField(
        label="Who leaves the team",
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where fewer seats are free than are given back.",
    )
    reason = forms.CharField(
        max_length=200, help_text="Kept with the refund and in the audit; the buyer does not see it."
    )
    despite_dispute = forms.BooleanField(
        label="Give it back although the bank is asking about it",
        required=False,
        help_text="The bank allows it: the question then ends by itself.",
    )

    def __init__(self, *args: Any, order: Order, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.by = order, by
        payments = order.payments.exclude(reference__startswith="free:")
        fields: dict[str, Any] = self.fields
        fields["payment"].queryset = payments
        fields["payment"].label_from_instance = describe_payment
        fields["lines"].queryset = order.lines.all()
        assigned = Seat.objects.assigned().filter(bundle__line__order=order)
        fields["seats"].queryset = assigned
        fields["seats"].label_from_instance = lambda seat: f"{seat.email} ({seat.get_status_display()}, {seat})"
        if not order.lines.filter(kind="seats").exists():
            del self.fields["seats_back"], self.fields["seats"]
        elif not assigned.exists():
            del self.fields["seats"]
        first = next((payment for payment in payments if payment.get_refundable_cents()), None)
        if first:
            self.initial.setdefault("payment", first.pk)
            self.initial.setdefault("amount", money.as_decimal(first.get_refundable_cents(), first.currency))
        if not order.payments.filter(disputes__status="open", disputes__is_charge_refundable=True).exists():
            del self.fields["despite_dispute"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        payment, amount = cleaned.get("payment"), cleaned.get("amount")
        if self.errors or payment is None or amount is None:
            return cleaned
        try:
            cents = money.to_cents(amount, payment.currency)
        except ValueError:
            self.add_error("amount", ValidationError("This currency has no such fractions."))
            return cleaned
        self.wish = services.RefundWish(
            payment=payment, amount_cents=cents, reason=cleaned["reason"], lines=list(cleaned["lines"]),
            quantities=self._get_quantities(cleaned), seats=list(cleaned.get("seats") or []),
            key=cleaned["key"], despite_dispute=cleaned.get("despite_dispute", False),
        )  # fmt: skip
        if Refund.objects.filter(uuid=cleaned["key"], payment=payment).exists():
            return cleaned  # the second half of a double click: the deed knows it
        try:
            services.check_refund(wish=self.wish, by=self.by)
        except ChooseSeats as refusal:
            self.add_error("seats" if "seats" in self.fields else "seats_back", ValidationError(refusal.words))
        except RefundRefused as refusal:
            self.add_error("amount", ValidationError(refusal.words))
        return cleaned

    def forget_failure(self) -> None:
        """This function will number the next try anew where this one failed at Stripe: under its number it stays failed."""
        ended = (Refund.Status.FAILED, Refund.Status.CANCELLED)
        if Refund.objects.filter(uuid=self.cleaned_data["key"], status__in=ended).exists():
            data = cast(QueryDict, self.data).copy()
            data["key"] = str(uuid.uuid4())
            self.data = data

    def _get_quantities(self, cleaned: dict[str, Any]) -> dict[int, int]:
        seats = cleaned.get("seats_back")
        return {line.pk: seats for line in cleaned["lines"] if line.is_for_team and seats}


def describe_payment(payment: Payment) -> str:
    """This function will name a payment for whoever chooses among several."""
    left = money.show_exactly(payment.get_refundable_cents(), payment.currency)
    return f"{payment.amount_display}, {payment.get_status_display()}, {left} can go back ({payment.reference})"


class RefundRequestForm(forms.Form):
    """What a learner says when asking for the money back. Saying nothing is allowed."""

    words = forms.CharField(
        label="Would you tell us why?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="You need not give a reason. Please write nothing about your health or your patients.",
    )


class DeclineForm(forms.Form):
    """The words with which a request is declined."""

    answer = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Mailed to the learner as it stands here."
    )
