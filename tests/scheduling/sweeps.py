"""Two tasks that note that they ran, for the clock to start."""

from django_tasks import task

runs: list[str] = []


@task()
def often() -> None:
    runs.append("often")


@task()
def nightly() -> None:
    runs.append("nightly")
