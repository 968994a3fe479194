"""The modules of Clinic Launch and their lessons, in the order in which they are read."""

from config.demo.content.lessons import codes_and_time_rules, superbills_and_out_of_network_claims, who_pays_for_what
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
]
