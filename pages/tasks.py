"""What the worker does for pages: the clock's errands, and pictures."""

from django.core.management import call_command
from django_tasks import task
from wagtail.models import Page

from pages import editorial, link_check, services
from pages.models import BasePage
from pages.pictures import make_ready, photographs_of


@task()
def publish_scheduled() -> None:
    """Publish and expire what the editors have dated. Wagtail's own command; twice in a minute does nothing more."""
    call_command("publish_scheduled")


@task()
def make_share_image(page_pk: int) -> None:
    """Make the picture for shared links of one page that was just published."""
    page = BasePage.get_by_pk(page_pk)
    if page is not None:
        services.make_share_image(page=page)


@task()
def make_share_images() -> None:
    """Make all pictures for shared links that are missing, and remove those that nothing shows any more."""
    services.make_share_images()


@task()
def proofread_pages() -> int:
    """Read over what is out and keep what is found. The second time in a night it finds the same."""
    return editorial.proofread_everything()


@task()
def check_external_links() -> int:
    """Ask other sites for the links that are due. A second sweep finds those of the first no longer due."""
    return link_check.check_due()


@task()
def prepare_pictures(page_id: int) -> None:
    """Make the photographs of a page ready, those that are not yet; doing it twice makes nothing twice."""
    page = Page.objects.filter(pk=page_id).first()
    for image in photographs_of(page.specific) if page else []:
        make_ready(image)
