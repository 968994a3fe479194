"""A way to pay for a product."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from wagtail.models import Page

from payments import money

if TYPE_CHECKING:
    from payments.models.codes import PromotionCode


class OfferQuerySet(models.QuerySet["Offer"]):
    def public(self) -> OfferQuerySet:
        """Offers for everyone, not those that are opened by a private link."""
        return self.filter(link_digest__isnull=True)

    def for_one(self) -> OfferQuerySet:
        """Offers that a person takes alone; seats for a team are bought in numbers."""
        return self.filter(kind__in=Offer.TAKEN_ALONE)

    def valid(self) -> OfferQuerySet:
        """Offers that are open at this moment."""
        now = timezone.now()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=now), Q(valid_until__isnull=True) | Q(valid_until__gt=now)
        )


def digest_of(token: str) -> str:
    """This function will return what is kept of the secret in a private link."""
    return hashlib.sha256(token.encode()).hexdigest()


def plan_in_words(*, count: int, monthly_cents: int, first_cents: int, currency: str) -> str:
    """This function will write how a price is paid month by month: each payment, an odd first one, and the total."""
    words = f"{count} monthly payments of {money.show(monthly_cents, currency)}"
    if first_cents != monthly_cents:
        words += f", the first of {money.show(first_cents, currency)}"
    return f"{words}, {money.show(first_cents + (count - 1) * monthly_cents, currency)} in total"


class Offer(models.Model):
    """What a product costs, when, and for how long one then owns it.

    `amount_cents` is the whole price; of an offer for teams, the price of one seat. A price in instalments is divided into
    equal parts, and what the division leaves over is paid with the first of them.

    What was sold is kept on the order line, so a later change never touches it; an offer that was ever put into an order
    refuses to change what it promised all the same. A new price is a new offer.
    """

    class Kind(models.TextChoices):
        ONCE = "once", "one payment"
        FREE = "free", "free"
        INSTALMENTS = "instalments", "monthly instalments"
        SEATS = "seats", "seats for a team"

    FROZEN_ONCE_SOLD = (
        "product_id", "kind", "amount_cents", "currency", "instalment_count", "seats_min", "seats_max", "access_months",
    )  # fmt: skip
    TAKEN_ALONE = (Kind.ONCE, Kind.FREE, Kind.INSTALMENTS)
    FEWEST_INSTALMENTS, MOST_INSTALMENTS = 2, 36
    MOST_SEATS = 1000

    product = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ONCE)
    name = models.CharField(max_length=120, help_text="As it stands on the order and the receipt.")
    amount_cents = models.PositiveIntegerField(
        "amount", help_text="In the smallest unit of the currency: 79000 is $790. For a free offer 0."
    )
    instalment_count = models.PositiveSmallIntegerField(
        "instalments", null=True, blank=True,
        validators=[MinValueValidator(FEWEST_INSTALMENTS), MaxValueValidator(MOST_INSTALMENTS)],
        help_text="For monthly instalments: into how many the price is divided, 2 to 36.",
    )  # fmt: skip
    seats_min = models.PositiveSmallIntegerField(
        "fewest seats", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text="For a team: how many seats are bought at least.",
    )  # fmt: skip
    seats_max = models.PositiveSmallIntegerField(
        "most seats", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text="For a team: how many seats one order holds at most.",
    )  # fmt: skip
    currency = models.CharField(max_length=3, default="usd", choices=[(code, code.upper()) for code in money.EXPONENTS])
    valid_from = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    valid_until = models.DateTimeField(null=True, blank=True, help_text="Empty: until you end it.")
    access_months = models.PositiveSmallIntegerField(
        "months of access", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="Calendar months from the day of purchase. Empty: for as long as the school exists.",
    )  # fmt: skip
    bump = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="order bump",
        help_text="Another offer that the buyer may add with one tick. One payment, same currency.",
    )  # fmt: skip
    link_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["product_id", "amount_cents", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", amount_cents=0) | (~Q(kind="free") & Q(amount_cents__gt=0)),
                name="offer_free_means_nothing_to_pay",
                violation_error_message="A free offer costs 0, any other offer more than 0.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="offer_ends_after_it_begins",
                violation_error_message="The offer must end after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(access_months__isnull=True) | Q(access_months__gt=0),
                name="offer_gives_at_least_a_month",
                violation_error_message="Give at least one month of access, or leave it empty.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="instalments",
                    instalment_count__isnull=False,
                    instalment_count__gte=2,
                    instalment_count__lte=36,
                )  # what is NULL is neither true nor false, and a check lets it pass
                | (~Q(kind="instalments") & Q(instalment_count__isnull=True)),
                name="offer_in_instalments_says_how_many",
                violation_error_message="Monthly instalments are 2 to 36; any other offer has none.",
            ),
            models.CheckConstraint(
                condition=Q(instalment_count__isnull=True) | Q(amount_cents__gte=F("instalment_count")),
                name="offer_can_be_divided_into_its_instalments",
                violation_error_message="The price is too small to be divided into so many instalments.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="seats",
                    seats_min__isnull=False,
                    seats_max__isnull=False,
                    seats_min__gte=1,
                    seats_max__gte=F("seats_min"),
                )
                | (~Q(kind="seats") & Q(seats_min__isnull=True, seats_max__isnull=True)),
                name="offer_for_teams_says_how_many_seats",
                violation_error_message="An offer for teams says the fewest and the most seats; any other has none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.price_display}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.currency = self.currency.lower()
        super().save(*args, **kwargs)

    @property
    def is_free(self) -> bool:
        return self.kind == self.Kind.FREE

    @property
    def price_display(self) -> str:
        """The price as it stands on a price tag."""
        if self.is_free:
            return "Free"
        price = money.show(self.amount_cents, self.currency)
        return f"{price} per seat" if self.kind == self.Kind.SEATS else price

    @property
    def instalment_cents(self) -> int:
        """What is paid each month; the first time `odd_cents` more."""
        return self.amount_cents // (self.instalment_count or 1)

    @property
    def odd_cents(self) -> int:
        """What dividing the price leaves over."""
        return self.amount_cents % (self.instalment_count or 1)

    @property
    def terms_display(self) -> str:
        """How the price is paid, in words that leave nothing to be found out later."""
        return self.get_terms()

    def get_terms(self, code: PromotionCode | None = None) -> str:
        """This function will say how the price is paid, with what a code takes off each payment."""
        if self.kind == self.Kind.SEATS:
            return f"{self.price_display}, {self.seats_min} to {self.seats_max} seats"
        if self.kind != self.Kind.INSTALMENTS:
            return "" if self.is_free else "once, no subscription"
        monthly, odd = self.instalment_cents, self.odd_cents
        if code:
            monthly, odd = monthly - code.discount_on([monthly]), odd - code.discount_on([odd])
        return plan_in_words(
            count=self.instalment_count or 1, monthly_cents=monthly, first_cents=monthly + odd, currency=self.currency
        )

    @property
    def access_display(self) -> str:
        """For how long one owns it."""
        if self.access_months is None:
            return "Access without an end date"
        return "1 month of access" if self.access_months == 1 else f"{self.access_months} months of access"

    def is_valid_now(self) -> bool:
        """This function will say whether the offer is open at this moment."""
        now = timezone.now()
        return (self.valid_from is None or self.valid_from <= now) and (
            self.valid_until is None or self.valid_until > now
        )

    @property
    def is_private(self) -> bool:
        """Whether only a private link opens it: a price that was agreed with one buyer."""
        return self.link_digest is not None

    def opens_with(self, token: str) -> bool:
        """This function will say whether the offer is for everyone, or this is the secret of its link."""
        return self.link_digest is None or constant_time_compare(self.link_digest, digest_of(token))

    def get_bump(self) -> Offer | None:
        """This function will return the offer that may be added now, if there is one."""
        bump = self.bump
        fits = bump and bump.is_valid_now() and not bump.is_private and bump.currency == self.currency
        return bump if fits and bump and bump.kind == self.Kind.ONCE and bump.product.live else None

    def is_sold(self) -> bool:
        """This function will say whether the offer was ever put into an order."""
        return self.pk is not None and self.order_lines.exists()

    def clean(self) -> None:
        super().clean()
        self._check_numbers()
        if self.bump and self.kind != self.Kind.ONCE:
            raise ValidationError({"bump": "Only an offer that is paid once can have another beside it."})
        if self.bump and (self.bump.product_id == self.product_id or self.bump.kind != self.Kind.ONCE):
            raise ValidationError({"bump": "Choose an offer of another product, paid once."})
        if self.bump and self.bump.currency != self.currency:
            raise ValidationError({"bump": "Choose an offer in the same currency."})
        if self.pk is None or not self.is_sold():
            return
        before = Offer.objects.get(pk=self.pk)
        changed = [name for name in self.FROZEN_ONCE_SOLD if getattr(before, name) != getattr(self, name)]
        if changed:
            raise ValidationError(
                {
                    name.removesuffix(
                        "_id"
                    ): "This offer has been ordered, so it stays as it is. End it and make a new one."
                    for name in changed
                }
            )

    def _check_numbers(self) -> None:
        """Say beside the field which of the numbers is missing or has no meaning for this kind."""
        wanted = {
            "instalment_count": self.kind == self.Kind.INSTALMENTS,
            "seats_min": self.kind == self.Kind.SEATS,
            "seats_max": self.kind == self.Kind.SEATS,
        }
        wrong = {}
        for name, is_wanted in wanted.items():
            if is_wanted and getattr(self, name) is None:
                wrong[name] = "Say how many."
            elif not is_wanted and getattr(self, name) is not None:
                wrong[name] = "Leave this empty, or choose the kind of offer that it belongs to."
        if not wrong and self.seats_min and self.seats_max and self.seats_max < self.seats_min:
            wrong["seats_max"] = "This is less than the fewest seats."
        if wrong:
            raise ValidationError(wrong)
