"""What the worker does for the webinars. The task is a sweep: running it twice does no more than running it once."""

from django_tasks import task

from webinars import services


@task()
def sweep_registrations() -> int:
    """Bring dates in line with the clocks of their zones, then write to everyone who has not heard of a change yet."""
    services.align_wall_times()
    told = services.tell_registrants()
    if told:
        sweep_registrations.enqueue()  # a round has a limit; the next one finds nothing to do or goes on
    return told
