"""Builds the demo school out of its content, once.

Pages are made as an editor would make them: saved as a revision and published. What people own is given through the
ledger's own service. Refuses to run where real money moves.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.models import Page, Site

from accounts.models import User
from blog.models import BlogIndexPage, BlogPostPage, RelatedPost, Topic
from config.demo.content.course import COURSE
from config.demo.content.faculty import FACULTY
from config.demo.content.glossary import TERMS
from config.demo.content.home import HOME
from config.demo.content.lessons import MODULES
from config.demo.content.posts import POSTS
from config.demo.content.standard_pages import CONTACT_BODY, STANDARD_PAGES
from config.demo.content.topics import TOPICS
from config.demo.content.webinars import WEBINARS
from config.demo.more_to_buy import more_to_buy
from config.demo.team import make_team
from config.demo.words import Block, Lesson, Module, Post, Standard, Webinar
from config.roles import EDITOR, OWNER, REVIEWER, set_up_roles
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from pages import editorial
from pages.blocks import TableBlock
from pages.models import (
    ContactPage,
    FacultyPage,
    GlossaryPage,
    HomePage,
    Person,
    SiteImage,
    SiteSettings,
    StandardPage,
    Term,
)
from payments import services as payments
from payments.models import Offer, PromotionCode
from webinars.models import Session, WebinarIndexPage, WebinarPage

PASSWORD = "demo-school-2026"  # nosec B105
"""Printed by `make run` for everybody to read; where real money moves, this module refuses to run."""
HERO_ALT = "A quiet infusion room in the morning: a recliner by the window and a plan rolled out on the table."
ILLUSTRATIONS = Path(__file__).parent / "illustrations"

Say = Callable[[str], None]


def is_built() -> bool:
    """This function will say whether a school stands already."""
    return HomePage.objects.exists()


def build(say: Say = print) -> None:
    """This function will build the whole demo school, or nothing of it."""
    if settings.PAYMENTS_MODE != "demo":
        raise ImproperlyConfigured("The demo school has public passwords; it is built in PAYMENTS_MODE=demo alone.")
    with transaction.atomic():
        Builder(say).build()


class Builder:
    """One walk through the content. Pages that a call to action leads to may come later: those links are set last."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.images: dict[tuple[str, bool], SiteImage] = {}
        self.people: dict[str, Person] = {}
        self.named_pages: dict[str, Page] = {}
        self.bodies: list[tuple[Any, list[Block], bool]] = []

    def build(self) -> None:
        self.say("people and roles")
        set_up_roles()
        users = make_users()
        self.faculty()
        home = self.home()
        self.say("the course")
        course = self.course(home)
        self.say("webinars")
        webinars = self.webinars(home)
        self.say("the blog and the plain pages")
        blog = self.blog(home)
        about, *others = STANDARD_PAGES
        self.standard(home, about)
        self.own_pages(home)
        for standard in others:
            self.standard(home, standard)
        home.course_page, home.webinar_index_page, home.blog_index_page = course, webinars, blog
        more_to_buy(self, course, webinars)
        self.write_bodies()
        editorial.proofread_everything()
        payments.give_grant(user=users["learner"], product=course, reason="Demo learner", by=users["owner"])
        members = [users["nurse"], users["doctor"]]
        make_team(course=course, offer=self.team_offer, manager=users["manager"], members=members)

    # --- pieces -------------------------------------------------------------------------------------------------------

    def image(self, stem: str, *, title: str = "", gated: bool = False) -> SiteImage:
        """This function will return the picture of that name, uploading it at its first use."""
        if (stem, gated) not in self.images:
            path = ILLUSTRATIONS / f"{stem}.svg"
            with path.open("rb") as source:
                picture = SiteImage(title=title or stem.replace("-", " ").capitalize(), gated=gated)
                picture.file.save(path.name, File(source), save=False)
                picture.save()
            self.images[stem, gated] = picture
        return self.images[stem, gated]

    def block(self, block: Block, *, gated: bool) -> tuple[str, Any]:
        """This function will turn one written block into the value that the StreamField stores."""
        name, value = block
        if name == "figure":
            return name, {**value, "image": self.image(value["image"], gated=gated)}
        if name == "table":
            return name, {"table": typed_table(value)}
        if name == "call_to_action":
            rest = {key: value[key] for key in ("title", "text", "label")}
            return name, {**rest, "page": self.named_pages[value["to"]]}
        return name, value

    def add(
        self, parent: Page, page: Any, *, body: list[Block] | None = None, gated: bool = False, name: str = ""
    ) -> Any:
        """This function will put a page under its parent, and remember it for links and for its body."""
        parent.add_child(instance=page)
        if name:
            self.named_pages[name] = page
        self.bodies.append((page, body or [], gated))
        return page

    def write_bodies(self) -> None:
        """This function will fill the bodies, now that every page a link may lead to exists, and publish."""
        for page, body, gated in self.bodies:
            if body:
                page.body = [self.block(block, gated=gated) for block in body]
            publish(page)
        self.relate_posts()
        # Building the demo today is no news about an article of last spring.
        posts = BlogPostPage.objects.all()
        posts.update(last_published_at=models.F("first_published_at"))

    def relate_posts(self) -> None:
        """This function will put beside each post those that its author named."""
        for written in POSTS:
            if written.related:
                post = self.named_pages[f"post:{written.slug}"]
                post.chosen_related.set(
                    [
                        RelatedPost(post=self.named_pages[f"post:{slug}"], sort_order=place)
                        for place, slug in enumerate(written.related)
                    ]
                )
                publish(post)

    # --- rooms --------------------------------------------------------------------------------------------------------

    def faculty(self) -> None:
        for person in FACULTY:
            self.people[person.key] = Person.objects.create(
                name=person.name,
                slug=person.key,
                credentials=person.credentials,
                role=person.role,
                biography=person.biography,
                disclosure=person.disclosure,
                portrait=self.image(person.portrait, title=f"Portrait of {person.name}"),
            )

    def own_pages(self, home: HomePage) -> None:
        """This function will make the faculty's page, the glossary with its terms, and the page with the form."""
        faculty = FacultyPage(
            title="Faculty",
            slug="faculty",
            introduction="Who writes, teaches and reviews here, and what they have to disclose. All of them are invented.",
            search_description="The people who write, teach and review at the school, with credentials and disclosures.",
        )
        self.add(home, faculty, name="page:faculty")
        for name, also_written, hint, more in TERMS:
            Term.objects.create(
                name=name, slug=slugify(name.replace("/", "")), also_written=also_written, hint=hint, definition=more
            )
        glossary = GlossaryPage(
            title="Glossary",
            slug="glossary",
            introduction="The words that payers, agencies and lawyers use without explaining them. Articles explain each at "
            "its first place; here they all are.",
            search_description="Plain-language explanations of billing, regulatory and drug terms used on this site.",
        )
        self.add(home, glossary, name="page:glossary")
        contact = ContactPage(
            title="Contact",
            slug="contact",
            introduction="Questions about the course, a webinar, an order, or a mistake that you found on a page.",
            search_description="Write to the school: questions about the course, webinars, orders, or a mistake on a page.",
        )
        self.add(home, contact, body=CONTACT_BODY, name="page:contact")

    def home(self) -> HomePage:
        root = Page.get_first_root_node()
        welcome = root.get_children().first()  # Wagtail's own first page, which makes room for ours
        home = HomePage(
            title="Ketamine StartUp",
            slug="school",
            headline=HOME["headline"],
            introduction=HOME["introduction"],
            audience=HOME["audience"],
            outcomes=[("item", line) for line in HOME["outcomes"]],
            search_description=HOME["search_description"],
            hero_image=self.image("home-hero"),
            hero_alt_text=HERO_ALT,
        )
        self.add(root, home, body=HOME["body"], name="page:home")
        site = Site.objects.get(is_default_site=True)
        site.root_page = home
        site.site_name = "Ketamine StartUp"
        site.save()
        if welcome:
            welcome.delete()
        SiteSettings.objects.update_or_create(
            site=site,
            defaults={"refund_policy": f"<p>{COURSE['refund_policy']}</p>", "refund_days": COURSE["refund_days"]},
        )
        return home

    def standard(self, home: HomePage, written: Standard) -> None:
        page = StandardPage(
            title=written.title,
            slug=written.slug,
            introduction=written.introduction,
            search_description=written.search_description,
            shown_in_footer=written.in_footer,
            show_in_menus=written.in_menu,
        )
        self.add(home, page, body=written.body, name=f"page:{written.slug}")

    def course(self, home: HomePage) -> CoursePage:
        index = CourseIndexPage(
            title="Courses",
            slug="courses",
            show_in_menus=True,
            introduction="Written courses for clinicians who will own the decision.",
            search_description="Courses for clinicians on opening and running a ketamine clinic.",
        )
        self.add(home, index, name="page:courses")
        course = CoursePage(
            title=COURSE["title"],
            slug=COURSE["slug"],
            summary=COURSE["summary"],
            search_description=COURSE["search_description"],
            introduction=COURSE["introduction"],
            outcomes=[("item", outcome) for outcome in COURSE["outcomes"]],
            audience=[("item", line) for line in COURSE["audience"]],
            not_for=[("item", line) for line in COURSE["not_for"]],
            faq=[("question", {"question": question, "answer": answer}) for question, answer in COURSE["faq"]],
            refund_policy=COURSE["refund_policy"],
            refund_days=COURSE["refund_days"],
            cover=self.image(COURSE["cover"]),
            cover_alt_text=COURSE["cover_alt"],
        )
        self.add(index, course, name=f"course:{COURSE['slug']}")
        course.faculty.set(self.people.values())
        course.save()
        for module in MODULES:
            self.module(course, module)
        Offer.objects.create(
            product=course, name=COURSE["title"], amount_cents=COURSE["price_cents"], currency=COURSE["currency"]
        )
        Offer.objects.create(
            product=course,
            name=COURSE["title"],
            kind=Offer.Kind.INSTALMENTS,
            amount_cents=COURSE["instalments"]["price_cents"],
            instalment_count=COURSE["instalments"]["count"],
            currency=COURSE["currency"],
        )
        self.team_offer = Offer.objects.create(
            product=course, name=f"{COURSE['title']} for a team", kind=Offer.Kind.SEATS, amount_cents=59000,
            seats_min=3, seats_max=20, currency=COURSE["currency"],
        )  # fmt: skip
        PromotionCode.objects.create(code="COLLEAGUE-20", percent_off=20)
        return course

    def module(self, course: CoursePage, written: Module) -> None:
        page = ModulePage(title=written.title, slug=written.slug, summary=written.summary)
        self.add(course, page)
        for lesson in written.lessons:
            self.lesson(page, lesson)

    def lesson(self, module: ModulePage, written: Lesson) -> None:
        page = LessonPage(
            title=written.title,
            slug=written.slug,
            summary=written.summary,
            minutes=written.minutes,
            free_preview=written.free_preview,
            checked_on=written.checked_on,
            search_description=written.summary[:155],
        )
        self.add(module, page, body=written.body, gated=not written.free_preview)

    def webinars(self, home: HomePage) -> WebinarIndexPage:
        index = WebinarIndexPage(
            title="Webinars",
            slug="webinars",
            show_in_menus=True,
            introduction="Live, and free unless a price is named. Sign up with your e-mail address; the calendar entry comes "
            "with the confirmation.",
            search_description="Free live webinars on opening and running a ketamine clinic.",
        )
        self.add(home, index, name="page:webinars")
        for webinar in WEBINARS:
            self.webinar(index, webinar)
        return index

    def webinar(self, index: WebinarIndexPage, written: Webinar) -> None:
        page = WebinarPage(
            title=written.title,
            slug=written.slug,
            introduction=written.introduction,
            seo_title=f"Live webinar: {written.title}",
            search_description=written.search_description,
            host=self.people[written.host],
            cover=self.image(written.cover),
            cover_alt_text=written.cover_alt,
            learn=[("item", line) for line in written.learn],
        )
        self.add(index, page, body=written.body, name=f"webinar:{written.slug}")
        day = (timezone.now() + datetime.timedelta(days=written.days_from_now)).date()
        Session.objects.create(
            webinar=page,
            starts_at=datetime.datetime.combine(day, written.local_start, tzinfo=ZoneInfo(written.zone)),
            zone=written.zone,
            minutes=written.minutes,
            capacity=written.capacity,
            join_url="https://meet.example/ketamine-startup",
        )

    def blog(self, home: HomePage) -> BlogIndexPage:
        index = BlogIndexPage(
            title="Blog",
            slug="blog",
            show_in_menus=True,
            introduction="Billing, Spravato, clinic set-up and the evidence, in plain words, with sources and dates.",
            search_description="Articles for clinicians on ketamine clinic billing, Spravato, set-up and evidence, with sources.",
        )
        self.add(home, index, name="page:blog")
        for post in POSTS:
            self.post(index, post)
        return index

    def post(self, index: BlogIndexPage, written: Post) -> None:
        slug, introduction = TOPICS[written.topic]
        topic, _ = Topic.objects.get_or_create(
            name=written.topic, defaults={"slug": slug, "introduction": introduction}
        )
        page = BlogPostPage(
            title=written.title,
            slug=written.slug,
            introduction=written.introduction,
            search_description=written.search_description,
            topic=topic,
            author=self.people[written.author],
            reviewed_by=self.people.get(written.reviewer),
            published_on=written.published_on,
            updated_on=written.updated_on,
            checked_on=written.checked_on,
            next_check_on=written.next_check_on,
            cover=self.image(written.cover),
            cover_alt_text=written.cover_alt,
            first_published_at=datetime.datetime.combine(written.published_on, datetime.time(15), tzinfo=datetime.UTC),
        )
        self.add(index, page, body=written.body, name=f"post:{written.slug}")


def publish(page: Page) -> None:
    """This function will save and publish a page as an editor's deed would."""
    page.save()
    page.save_revision(clean=False).publish()


def typed_table(value: dict[str, Any]) -> TypedTable:
    """This function will return Wagtail's own value for a written table."""
    block = TableBlock().child_blocks["table"]
    return block.to_python(
        {
            "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
            "rows": [{"values": row} for row in value["rows"]],
            "caption": value["caption"],
        }
    )


def make_users() -> dict[str, User]:
    """This function will make the demo people, each with a confirmed address and the printed password."""
    people = {
        "learner": "Lena Learner",
        "buyer": "Ben Buyer",
        "editor": "Edith Editor",
        "reviewer": "Rhea Reviewer",
        "owner": "Olive Owner",
        "manager": "Mara Manager",
        "nurse": "Noah Nurse",
        "doctor": "Dana Doctor",
    }
    users = {}
    for name, display_name in people.items():
        address = f"{name}@demo.example"
        user = User.objects.create_user(address, PASSWORD, display_name=display_name, is_superuser=name == "owner")
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        users[name] = user
    for name, role in {"editor": EDITOR, "reviewer": REVIEWER, "owner": OWNER}.items():
        users[name].groups.add(Group.objects.get(name=role))
    return users
