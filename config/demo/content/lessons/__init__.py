"""The modules of Clinic Launch and their lessons, in the order in which they are read."""

from config.demo.content.lessons import (
    budget_cash_and_closure,
    codes_and_time_rules,
    controlled_drugs_room_and_kit,
    iv_or_nasal_evidence,
    label_and_rems,
    ownership_and_licences,
    prior_authorisation_and_supply,
    superbills_and_out_of_network_claims,
    who_pays_for_what,
)
from config.demo.words import Module

MODULES: list[Module] = [
    Module(
        title="Billing",
        slug="billing",
        summary=(
            "Who pays for which part of a visit, which codes and minutes say so, and the papers that must "
            "exist before money changes hands."
        ),
        lessons=[who_pays_for_what.LESSON, codes_and_time_rules.LESSON, superbills_and_out_of_network_claims.LESSON],
    ),
    Module(
        title="Spravato trade-offs",
        slug="spravato-trade-offs",
        summary=(
            "What the approved nasal product asks of rooms, staff and cash, how the drug is obtained, and what the "
            "comparison with IV ketamine can and cannot tell you."
        ),
        lessons=[label_and_rems.LESSON, prior_authorisation_and_supply.LESSON, iv_or_nasal_evidence.LESSON],
    ),
    Module(
        title="Clinic set-up",
        slug="clinic-set-up",
        summary=(
            "Ownership, controlled drugs, rooms and money: the decisions that are cheap on paper and expensive after "
            "the lease."
        ),
        lessons=[ownership_and_licences.LESSON, controlled_drugs_room_and_kit.LESSON, budget_cash_and_closure.LESSON],
    ),
]
