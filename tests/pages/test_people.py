"""The pages of the people who write, teach and host; and the words of the glossary."""

import pytest

from pages.models import FacultyPage, GlossaryPage, Person, Term
from tests.courses import places as course_places
from tests.pages.machines import things_of
from tests.webinars import places as webinar_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def faculty(home):
    page = FacultyPage(title="Faculty", slug="faculty", introduction="Who teaches.")
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_everybody_of_the_faculty_has_a_page_with_what_they_disclose_and_did(visitor, home, faculty, author, make_post):
    make_post("Superbills")
    course = course_places.plant_course(course_places.plant_catalogue(home))
    course.faculty.add(author)
    course.save_revision().publish()
    webinar = webinar_places.plant_webinar(webinar_places.plant_index(home))
    type(webinar).objects.update(host=author)

    assert 'href="/faculty/author/"' in visitor.get("/faculty/").content.decode()
    html = visitor.get("/faculty/author/").content.decode()

    for words in ("Dr. Ada Author, MD", "Ada writes.", "Disclosure", "Superbills", "Clinic Launch", "Your first year"):
        assert words in html, words
    assert 'href="/faculty/"' in html


def test_the_byline_of_a_post_leads_to_its_author(visitor, make_post):
    assert 'href="/faculty/author/"' in visitor.get(make_post("Superbills").url).content.decode()


def test_somebody_who_wrote_nothing_yet_has_a_page_all_the_same(visitor, author):
    assert "Nothing published yet" in visitor.get("/faculty/author/").content.decode()
    assert visitor.get("/faculty/nobody/").status_code == 404


def test_many_works_lie_on_several_pages(visitor, make_post):
    for number in range(14):
        make_post(f"Post {number}")

    assert len(visitor.get("/faculty/author/").context["works"][0].cards) == 12
    assert len(visitor.get("/faculty/author/?page=2").context["works"][0].cards) == 2
    assert visitor.get("/faculty/author/?page=3").status_code == 404


def test_search_engines_hear_of_those_whom_the_school_puts_forward(visitor, faculty, author):
    Person.objects.create(name="Gus Guest", slug="guest", role="Guest", biography="Gus.", shown_on_home=False)

    ways = visitor.get("/sitemap.xml").content.decode()

    assert "/faculty/author/" in ways
    assert "/faculty/guest/" not in ways


def test_the_glossary_explains_every_word_under_its_letter(visitor, home):
    page = GlossaryPage(title="Glossary", slug="glossary")
    home.add_child(instance=page)
    page.save_revision().publish()
    assert "No words explained yet" in visitor.get("/glossary/").content.decode()
    Term.objects.create(name="REMS", slug="rems", hint="A safety programme.", definition="<p>More of it.</p>")
    Term.objects.create(name="CPT", slug="cpt", hint="A list.", is_hinted=False)

    html = visitor.get("/glossary/").content.decode()

    assert html.index('id="cpt"') < html.index('id="rems"')
    for words in ("A safety programme.", "More of it.", "A list.", 'href="#letter-r"'):
        assert words in html


def test_a_page_of_a_person_says_to_machines_whom_it_is_about(visitor, home, faculty, author):
    things = things_of(visitor, "/faculty/author/")

    someone = things["ProfilePage"]["mainEntity"]
    assert someone["@id"] == "http://localhost:8000/faculty/author/#person"
    assert (someone["name"], someone["honorificSuffix"], someone["jobTitle"]) == ("Dr. Ada Author", "MD", "Writes")
    assert someone["description"] == "Ada writes."
    assert someone["worksFor"]["@id"] == "http://localhost:8000/#organization"
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Faculty", "Dr. Ada Author"]


def test_a_portrait_for_learners_alone_is_not_told_to_machines(visitor, author, picture):
    author.portrait = picture
    author.save()
    assert things_of(visitor, "/faculty/author/")["ProfilePage"]["mainEntity"]["image"].endswith(picture.file.url)
    type(picture).objects.update(gated=True)

    assert "image" not in things_of(visitor, "/faculty/author/")["ProfilePage"]["mainEntity"]
