"""Moments as machines read them: `{% load time_tags %}<time datetime="{{ moment|machine_time }}">`.

Django's own `date:"c"` writes microseconds, and HTML knows none.
"""

from django import template

from pages.head import iso

register = template.Library()
register.filter("machine_time", iso)
