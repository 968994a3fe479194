"""What a word at the till takes off the price."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from payments import money
from payments.models.offers import Offer
from payments.refusals import CodeRefused, SignInFirst

CODE_FORM = RegexValidator(r"^[A-Z0-9][A-Z0-9-]{2,39}$", "3 to 40 capital letters, digits and hyphens.")


class PromotionCodeQuerySet(models.QuerySet["PromotionCode"]):
    def spelled(self, typed: str) -> PromotionCodeQuerySet:
        """The code that a person typed, whatever the case and the spaces around it."""
        return self.filter(code=typed.strip().upper()[:60])

    def for_offer(self, typed: str, offer: Offer) -> PromotionCode:
        """The code of that name if it is good for an offer, as far as our own rows say; else a refusal in words."""
        code = self.named(typed)
        code.check_offer(offer)
        return code

    def named(self, typed: str) -> PromotionCode:
        """The code of that name, whatever it is good for; a refusal in words if there is none."""
        of_this_mode = self.spelled(typed).filter(livemode=settings.PAYMENTS_MODE == "live")
        code = of_this_mode.prefetch_related("products").first()
        if code is None:
            raise CodeRefused
        return code

    def unpublished(self) -> PromotionCodeQuerySet:
        """Codes that Stripe does not know yet, or does not know to be over."""
        return self.filter(Q(code_id="") | Q(ended_at__isnull=False, is_ended_at_stripe=False))


class PromotionCode(models.Model):
    """A code as the owner made it. Stripe holds its twin, and is the truth for how often it was used.

    What it takes off is fixed once it is made: people have been told. It can only be ended.
    """

    FIXED = (
        "code", "percent_off", "amount_off_cents", "currency", "first_purchase_only", "max_uses", "max_uses_per_person",
        "valid_until",
    )  # fmt: skip

    code = models.CharField(max_length=40, validators=[CODE_FORM], help_text="What people type, such as EARLY-BIRD.")
    percent_off = models.PositiveSmallIntegerField(
        "percent off", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    amount_off_cents = models.PositiveIntegerField("amount off", null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, choices=[(code, code.upper()) for code in money.EXPONENTS])
    products = models.ManyToManyField(
        Page, blank=True, related_name="+", help_text="What it is good for. None ticked: everything the school sells."
    )
    first_purchase_only = models.BooleanField(default=False, help_text="Only for who has never paid here before.")
    max_uses = models.PositiveIntegerField("uses in all", null=True, blank=True, help_text="Empty: no limit.")
    max_uses_per_person = models.PositiveSmallIntegerField(
        "uses per person", null=True, blank=True, help_text="Empty: no limit. With a limit people sign in first."
    )
    valid_from = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    valid_until = models.DateTimeField(null=True, blank=True, help_text="Empty: until you end it.")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False, help_text="As Stripe last counted.")
    coupon_id = models.CharField(max_length=255, blank=True, editable=False)
    code_id = models.CharField(max_length=255, blank=True, editable=False)
    is_ended_at_stripe = models.BooleanField(default=False, editable=False)
    livemode = models.BooleanField(default=False, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PromotionCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["livemode", "code"],
                name="one_promotion_code_of_a_name",
                violation_error_message="There is a code of this name already; a code that was used is not used again.",
            ),
            models.CheckConstraint(
                condition=Q(percent_off__isnull=False, amount_off_cents__isnull=True, currency="")
                | (Q(percent_off__isnull=True, amount_off_cents__gt=0) & ~Q(currency="")),
                name="promotion_code_takes_percent_or_amount",
                violation_error_message="Give either a percentage, or an amount with its currency.",
            ),
            models.CheckConstraint(
                condition=Q(percent_off__isnull=True) | Q(percent_off__gte=1, percent_off__lte=100),
                name="promotion_code_takes_1_to_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="promotion_code_ends_after_it_begins",
                violation_error_message="The code must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.worth_display}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code = self.code.strip().upper()
        super().save(*args, **kwargs)

    @property
    def worth_display(self) -> str:
        """What it takes off, in words."""
        if self.percent_off:
            return f"{self.percent_off} % off"
        return f"{money.show(self.amount_off_cents or 0, self.currency)} off"

    @property
    def asks_who(self) -> bool:
        """Whether it can only be used by a person we know."""
        return self.first_purchase_only or self.max_uses_per_person is not None

    def is_over(self) -> bool:
        """This function will say whether nobody can use it any more, as far as we know; Stripe has the last word."""
        return bool(
            self.ended_at
            or (self.valid_until and self.valid_until <= timezone.now())
            or (self.max_uses is not None and self.used >= self.max_uses)
        )

    def check_offer(self, offer: Offer) -> None:
        """This function will raise a refusal in words unless the code is good for this offer, as far as our rows know."""
        if not self.is_begun():
            raise CodeRefused
        if self.is_over():
            raise CodeRefused("This code is used up or has ended.")
        good_for = {page.pk for page in self.products.all()}
        if offer.is_free or (good_for and offer.product_id not in good_for):
            raise CodeRefused("This code is for something else.")
        if self.currency and self.currency != offer.currency:
            raise CodeRefused("This code is for prices in another currency.")
        if offer.kind == Offer.Kind.INSTALMENTS and self.percent_off in (None, 100):
            raise CodeRefused("This code is for a single payment, not for instalments.")

    def check_person(self, user: Any, *, order_pk: int | None = None) -> None:
        """This function will raise a refusal in words unless this person (None: a guest) may use the code (again).

        `order_pk` is the open order that holds the code already, and so does not count.
        """
        if not self.asks_who:
            return
        if user is None:
            raise SignInFirst("Please sign in first: this code counts its uses for each person.")
        theirs = self.orders.model.objects.for_user(user)
        if order_pk:
            theirs = theirs.exclude(pk=order_pk)
        if self.first_purchase_only and theirs.filter(payments__amount_cents__gt=0).exists():
            raise CodeRefused("This code is for a first purchase.")
        used = theirs.filter(promotion_code=self).exclude(status__in=["expired", "cancelled"])
        if self.max_uses_per_person is not None and used.count() >= self.max_uses_per_person:
            raise CodeRefused("You have used this code already.")

    def is_begun(self) -> bool:
        """This function will say whether its first day has come."""
        return self.valid_from is None or self.valid_from <= timezone.now()

    def discount_on(self, amounts: list[int]) -> int:
        """This function will reckon what it takes off some lines, each in the smallest unit; Stripe's own sum counts."""
        if self.percent_off:
            return sum(math.floor(amount * self.percent_off / 100 + 0.5) for amount in amounts)
        return min(self.amount_off_cents or 0, sum(amounts))

    def discount_on_offer(self, offer: Offer) -> int:
        """This function will reckon what it takes off an offer; of instalments, off each of them."""
        if offer.kind != Offer.Kind.INSTALMENTS:
            return self.discount_on([offer.amount_cents])
        monthly = self.discount_on([offer.instalment_cents])
        return monthly * (offer.instalment_count or 1) + self.discount_on([offer.odd_cents])

    def clean(self) -> None:
        super().clean()
        if not self.pk:
            return
        before = PromotionCode.objects.get(pk=self.pk)
        changed = [name for name in self.FIXED if getattr(before, name) != getattr(self, name)]
        if changed:
            raise ValidationError(dict.fromkeys(changed, "People have been told: end this code and make another."))
