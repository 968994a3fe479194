"""The syllabus of a course as one person sees it: plain objects, put together from rows that were read elsewhere.

Holds titles, summaries, minutes and states, all of them public; what a lesson says is never in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any

AddressOf = Callable[[Any], str]


class State(StrEnum):
    """How a lesson stands for the person who looks."""

    DONE = "done"
    OPEN = "open"
    PREVIEW = "preview"
    LOCKED = "locked"


@dataclass(frozen=True)
class SyllabusLesson:
    pk: int
    title: str
    summary: str
    minutes: int
    url: str
    state: State
    number: int

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE


@dataclass(frozen=True)
class SyllabusModule:
    pk: int
    title: str
    summary: str
    anchor: str
    number: int
    lessons: list[SyllabusLesson]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.lessons)


@dataclass(frozen=True)
class Syllabus:
    """All modules and lessons that are live now, in order, with the person's own progress."""

    modules: list[SyllabusModule]
    last_completed_pk: int | None = None

    @property
    def lessons(self) -> list[SyllabusLesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def total(self) -> int:
        return len(self.lessons)

    @property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def reading_time(self) -> str:
        """The minutes of all lessons, said as one would say them."""
        if self.minutes < 90:
            return f"{self.minutes} minutes"
        halves = round(self.minutes / 30)
        return f"about {halves // 2}{'½' if halves % 2 else ''} hours"

    @property
    def previews(self) -> list[SyllabusLesson]:
        return [lesson for lesson in self.lessons if lesson.state is State.PREVIEW]

    @property
    def is_finished(self) -> bool:
        return self.total > 0 and self.done == self.total

    def get_lesson(self, pk: int | None) -> SyllabusLesson | None:
        """This function will return the lesson of that key, if it is in the syllabus."""
        return next((lesson for lesson in self.lessons if lesson.pk == pk), None)

    def get_module(self, lesson_pk: int | None) -> SyllabusModule | None:
        """This function will return the module in which that lesson stands."""
        return next((module for module in self.modules if lesson_pk in {lesson.pk for lesson in module.lessons}), None)

    def get_neighbours(self, pk: int | None) -> tuple[SyllabusLesson | None, SyllabusLesson | None]:
        """This function will return the lessons before and after this one, across modules."""
        lessons = self.lessons
        place = next((place for place, lesson in enumerate(lessons) if lesson.pk == pk), None)
        if place is None:
            return None, None
        return (lessons[place - 1] if place else None), (lessons[place + 1] if place + 1 < len(lessons) else None)

    def get_next_to_do(self) -> SyllabusLesson | None:
        """This function will return where the learner goes on: the first undone lesson after the last one done."""
        lessons = self.lessons
        last = next((place for place, lesson in enumerate(lessons) if lesson.pk == self.last_completed_pk), -1)
        in_order = lessons[last + 1 :] + lessons[: last + 1]
        return next((lesson for lesson in in_order if not lesson.is_done), None)


def build_syllabus(
    *,
    modules: Sequence[Any],
    lessons: Iterable[Any],
    completed: set[int],
    is_owned: bool,
    address_of: AddressOf,
    last_completed_pk: int | None = None,
) -> Syllabus:
    """This function will arrange modules and lessons, both in tree order, into a syllabus."""
    by_module: dict[str, list[Any]] = {module.path: [] for module in modules}
    for lesson in lessons:
        # A lesson whose module is not live now finds no place here, and is not live either.
        by_module.get(lesson.path[: -lesson.steplen], []).append(lesson)
    numbers = count(1)
    filled = [module for module in modules if by_module[module.path]]
    return Syllabus(
        [
            SyllabusModule(
                pk=module.pk,
                title=module.title,
                summary=module.summary,
                anchor=f"module-{module.slug}",
                number=number,
                lessons=[
                    SyllabusLesson(
                        pk=lesson.pk,
                        title=lesson.title,
                        summary=lesson.summary,
                        minutes=lesson.minutes,
                        url=address_of(lesson),
                        state=_state_of(lesson, completed, is_owned),
                        number=next(numbers),
                    )
                    for lesson in by_module[module.path]
                ],
            )
            for number, module in enumerate(filled, start=1)
        ],
        last_completed_pk,
    )


def _state_of(lesson: Any, completed: set[int], is_owned: bool) -> State:
    if is_owned:
        return State.DONE if lesson.pk in completed else State.OPEN
    return State.PREVIEW if lesson.free_preview else State.LOCKED
