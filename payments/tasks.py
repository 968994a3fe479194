"""What the worker does for the shop."""

from django_tasks import task

from payments import services


@task()
def reconcile_orders() -> str:
    """Settle what no message settled. Running twice does no more than running once."""
    return str(services.reconcile_orders())


@task()
def compare_books() -> str:
    """Compare everything of the last thirty days with Stripe. A second run finds nothing to mend."""
    return services.compare_books().verdict


@task()
def serve_waiting_lists() -> int:
    """Give back what was held too long, offer what is free to those who wait, tell who asked when something opens."""
    return services.serve_waiting_lists()
