"""What the worker does for the shop."""

from django_tasks import task

from payments import services


@task()
def reconcile_orders() -> str:
    """Settle what no message settled. Running twice does no more than running once."""
    return str(services.reconcile_orders())
