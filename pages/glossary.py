"""The words of the trade, each explained once: a hint where it first stands in a text, and an entry in the glossary."""

from __future__ import annotations

from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.snippets.models import register_snippet

MOST_OF_HINT = 220
GLOSSARY_URL = "/glossary/"


class TermQuerySet(models.QuerySet["Term"]):
    def hinted(self) -> TermQuerySet:
        """Those that texts explain by themselves where they first use them."""
        return self.filter(is_hinted=True)


@register_snippet
class Term(index.Indexed, models.Model):
    """A word that a reader may not know."""

    name = models.CharField(max_length=80, unique=True, help_text="As it stands in a text, such as “CPT”.")
    slug = models.SlugField(max_length=80, unique=True, help_text="Its place in the glossary: /glossary/#cpt.")
    also_written = models.CharField(
        max_length=200,
        blank=True,
        help_text="Other spellings, with commas between them, such as “superbills, super-bill”.",
    )
    hint = models.CharField(
        max_length=MOST_OF_HINT, help_text="One plain sentence. It opens at the word's first place in an article."
    )
    definition = RichTextField(
        features=["bold", "italic", "link"], blank=True, help_text="More than the hint says, for the glossary alone."
    )
    is_hinted = models.BooleanField(
        "explained in articles",
        default=True,
        help_text="Untick for words that articles use in other senses too; the glossary keeps them.",
    )

    objects = TermQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("also_written"),
        FieldPanel("hint"),
        FieldPanel("definition"),
        FieldPanel("is_hinted"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("also_written")]

    class Meta:
        verbose_name = "glossary term"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> list[str]:
        """Every way in which a text may write it."""
        others = (spelling.strip() for spelling in self.also_written.split(","))
        return [self.name, *(spelling for spelling in others if spelling)]

    @property
    def url(self) -> str:
        return f"{GLOSSARY_URL}#{self.slug}"

    @property
    def initial(self) -> str:
        """The letter of the glossary under which it stands."""
        return self.slug[:1].upper()

    @property
    def has_more(self) -> bool:
        return bool(strip_tags(self.definition).strip())
