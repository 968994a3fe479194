"""What the worker does for the post office. Each task may run twice or never: the outbox row decides."""

from django_tasks import task

from mail import services


@task(queue_name="mail", priority=50)
def send_letter(letter_id: int) -> bool:
    """Send one letter soon after its transaction was committed."""
    return services.send_letter(letter_id=letter_id)


@task(queue_name="mail")
def sweep_outbox() -> int:
    """Send whatever is due: retries, and letters whose own task was lost."""
    services.release_expired_leases()
    return services.send_due()
