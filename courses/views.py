"""The learner's own doors: my courses, where I was, marking a lesson complete, the pictures inside lessons."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from wagtail.images.models import SourceImageIOError

from accounts.middleware import may_use_the_desk
from courses import selectors, services
from courses.blocks import PICTURE_SIZES
from courses.models import CoursePage, LessonPage
from courses.refusals import CourseNotOwned, LessonClosed

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing may style itself; it may run nothing, load nothing and frame nothing."""


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def learn(request: HttpRequest) -> HttpResponse:
    """My courses, and where I was in each."""
    context = {
        "courses": selectors.list_my_courses(request),
        "catalogue_url": selectors.get_catalogue_url(request),
    }
    return render(request, "courses/learn.html", context)


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def continue_course(request: HttpRequest, course_pk: int) -> HttpResponse:
    """Lead an owner to the lesson at which they go on, and anyone else to the page of the course."""
    course = get_object_or_404(CoursePage.objects.visible(), pk=course_pk)
    if not course.is_open_to(request.user):
        return redirect(course.get_url(request) or "courses:learn")
    syllabus = course.get_syllabus(request, is_owned=True)
    lesson = syllabus.get_next_to_do() or next(iter(syllabus.lessons), None)
    return redirect(lesson.url if lesson else course.get_url(request) or "courses:learn")


@require_POST
def complete(request: HttpRequest, lesson_pk: int) -> HttpResponse:
    """Mark a lesson complete and go on to the next."""
    lesson = get_object_or_404(LessonPage.objects.visible(), pk=lesson_pk)
    address = lesson.get_url(request) or "courses:learn"
    if not request.user.is_authenticated:
        return redirect_to_login(address)  # back to the lesson, not to this door, which a GET does not open
    try:
        completed = services.complete_lesson(user=request.user, lesson=lesson)
    except (LessonClosed, CourseNotOwned) as refusal:
        messages.error(request, str(refusal))
        return redirect(address)
    if completed.is_course_finished:
        messages.success(request, "That was the last lesson. You have read the whole course: well done.")
        return redirect("courses:learn")
    if completed.next_lesson is None:
        return redirect("courses:continue", course_pk=completed.completion.enrolment.course_id)
    return redirect(completed.next_lesson.get_url(request) or "courses:learn")


@require_POST
def opened(request: HttpRequest, lesson_pk: int) -> HttpResponse:
    """Note that a lesson stands open in a learner's browser. Reading it is a GET, and a GET writes nothing."""
    lesson = get_object_or_404(LessonPage.objects.visible(), pk=lesson_pk)
    if request.user.is_authenticated:
        services.note_opening(user=request.user, lesson=lesson)
    return HttpResponse(status=204)


@require_safe
def lesson_image(request: HttpRequest, lesson_pk: int, image_pk: int, size: str) -> FileResponse:
    """A picture of a lesson, for those to whom the lesson is open. To everyone else it does not exist."""
    if size not in PICTURE_SIZES:
        raise Http404
    lesson = get_object_or_404(LessonPage, pk=lesson_pk)
    picture = selectors.get_lesson_picture(
        lesson=lesson, image_pk=image_pk, user=request.user, is_at_the_desk=may_use_the_desk(request)
    )
    if picture is None:
        raise Http404
    try:
        file, content_type = selectors.get_picture_file(picture, PICTURE_SIZES[size])
    except (SourceImageIOError, FileNotFoundError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = PICTURE_POLICY
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
