"""What follows from a publication, whoever published: an editor, the clock, a command. Nothing depends on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from pages import tasks
from pages.models import BasePage
from pages.pictures import photographs_of


@receiver(page_published)
def make_share_image_soon(instance: Any, **kwargs: Any) -> None:
    """Lost, the picture is made when it is first asked for."""
    if isinstance(instance, BasePage):
        transaction.on_commit(partial(tasks.make_share_image.enqueue, instance.pk))


@receiver(page_published)
def prepare_pictures_soon(instance: Any, **kwargs: Any) -> None:
    """Photographs are made in the worker, before the first reader if it can be; lost, they are made when first shown."""
    if photographs_of(instance):
        transaction.on_commit(partial(tasks.prepare_pictures.enqueue, instance.pk))
