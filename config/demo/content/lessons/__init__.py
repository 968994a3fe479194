"""The modules of Clinic Launch and their lessons, in the order in which they are read."""

from config.demo.content.lessons import (
    budget_cash_and_why_clinics_close,
    buy_and_bill_or_specialty_pharmacy,
    codes_and_time_rules,
    controlled_substances,
    hybrid_medicare_and_estimates,
    iv_or_nasal_reading_the_evidence,
    label_and_rems_in_your_rooms,
    ownership_licences_and_corporate_practice,
    prior_authorisation_without_tears,
    room_team_and_safety_kit,
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
        lessons=[
            who_pays_for_what.LESSON,
            codes_and_time_rules.LESSON,
            superbills_and_out_of_network_claims.LESSON,
            hybrid_medicare_and_estimates.LESSON,
        ],
    ),
    Module(
        title="Spravato trade-offs",
        slug="spravato-trade-offs",
        summary=(
            "What the approved nasal product asks of rooms, records and cash, and what the comparison with IV "
            "ketamine can honestly tell you."
        ),
        lessons=[
            label_and_rems_in_your_rooms.LESSON,
            prior_authorisation_without_tears.LESSON,
            buy_and_bill_or_specialty_pharmacy.LESSON,
            iv_or_nasal_reading_the_evidence.LESSON,
        ],
    ),
    Module(
        title="Clinic set-up",
        slug="clinic-set-up",
        summary=(
            "Who may own the clinic, how the drug is kept, what the room and the team must be able to do, and how "
            "long the money lasts."
        ),
        lessons=[
            ownership_licences_and_corporate_practice.LESSON,
            controlled_substances.LESSON,
            room_team_and_safety_kit.LESSON,
            budget_cash_and_why_clinics_close.LESSON,
        ],
    ),
]
