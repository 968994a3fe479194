"""How this room says no. The words are for the person who reads them."""


class LessonClosed(Exception):
    """The lesson is not open to this person, so nothing can be done in it."""


class CourseNotOwned(Exception):
    """A free preview can be read by anyone; progress is kept for people who own the course."""
