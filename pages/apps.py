from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Site"

    def ready(self) -> None:
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        from pages import editorial
        from pages import signals as page_signals  # noqa: F401  connects them

        # Under the names of Wagtail's own letters, which come later and find their places taken: ours go through the outbox.
        for signal, letter, sender, name in (
            (signals.task_submitted, editorial.tell_reviewers, TaskState, "group_approval_task_submitted"),
            (signals.workflow_submitted, editorial.tell_nobody, WorkflowState, "workflow_state_submitted"),
            (signals.workflow_rejected, editorial.tell_writer_of_return, WorkflowState, "workflow_state_rejected"),
            (signals.workflow_approved, editorial.tell_writer_of_publication, WorkflowState, "workflow_state_approved"),
        ):
            signal.connect(letter, sender=sender, dispatch_uid=f"{name}_email_notification")
