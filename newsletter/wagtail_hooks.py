"""What the newsletter adds to the admin."""

from wagtail import hooks

from newsletter.viewsets import SubscriberViewSet


@hooks.register("register_admin_viewset")
def register_subscribers() -> SubscriberViewSet:
    return SubscriberViewSet()
