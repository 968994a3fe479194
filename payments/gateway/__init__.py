"""The only place that speaks Stripe.

Takes our rows, returns our dataclasses, and turns every failure into a refusal of ours. Nothing here touches the database,
and nothing here may run inside a transaction. One file for each of Stripe's nouns; services call all of them through here.
"""

from payments.gateway.checkouts import CheckoutSession, SessionLine, create_session, expire_session, get_session
from payments.gateway.client import is_live
from payments.gateway.codes import CodeState, create_code, create_coupon, end_code, get_code
from payments.gateway.customers import create_product, update_customer
from payments.gateway.disputes import (
    DisputeState,
    FraudWarning,
    get_dispute,
    get_fraud_warning,
    lay_down_evidence,
)
from payments.gateway.events import Event, read_event
from payments.gateway.listings import (
    list_complete_sessions,
    list_disputes,
    list_endpoints,
    list_events,
    list_refunds,
)
from payments.gateway.plans import (
    InvoiceState,
    PlanState,
    Receipt,
    ScheduleState,
    cancel_subscription,
    create_schedule,
    end_schedule_after,
    get_invoice,
    get_plan,
    get_receipt,
    get_subscription_of_intent,
    get_subscription_of_schedule,
    void_invoice,
)
from payments.gateway.portal import create_portal_configuration, create_portal_session, portal_fingerprint
from payments.gateway.refunds import (
    CreditNote,
    RefundState,
    create_credit_note,
    create_refund,
    get_credit_note,
    get_intent_of_charge,
    get_order_of_intent,
    get_refund,
    list_refunds_of,
)

__all__ = [
    "CheckoutSession",
    "CodeState",
    "CreditNote",
    "DisputeState",
    "Event",
    "FraudWarning",
    "InvoiceState",
    "PlanState",
    "Receipt",
    "RefundState",
    "ScheduleState",
    "SessionLine",
    "cancel_subscription",
    "create_code",
    "create_coupon",
    "create_credit_note",
    "create_portal_configuration",
    "create_portal_session",
    "create_product",
    "create_refund",
    "create_schedule",
    "create_session",
    "end_code",
    "end_schedule_after",
    "expire_session",
    "get_code",
    "get_credit_note",
    "get_dispute",
    "get_fraud_warning",
    "get_intent_of_charge",
    "get_invoice",
    "get_order_of_intent",
    "get_plan",
    "get_receipt",
    "get_refund",
    "get_session",
    "get_subscription_of_intent",
    "get_subscription_of_schedule",
    "is_live",
    "lay_down_evidence",
    "list_complete_sessions",
    "list_disputes",
    "list_endpoints",
    "list_events",
    "list_refunds",
    "list_refunds_of",
    "portal_fingerprint",
    "read_event",
    "update_customer",
    "void_invoice",
]
