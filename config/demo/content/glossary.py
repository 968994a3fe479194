"""The words of the trade, in plain sentences of our own: (name, also written, hint, more for the glossary)."""

from __future__ import annotations

TERMS: list[tuple[str, str, str, str]] = [
    (
        "CPT",
        "CPT®",
        "The numbered list of medical services that claims and superbills are written in.",
        (
            "<p>CPT® belongs to the American Medical Association, which revises it every 1 January. We name code numbers "
            "and describe them in our own words.</p>"
        ),
    ),
    (
        "HCPCS",
        "",
        "The list of codes that stands beside CPT: drugs, supplies, and services that Medicare names for itself.",
        "<p>Said “hick-picks”. Its codes begin with a letter: J codes are drugs, G codes are services.</p>",
    ),
    (
        "J code",
        "J codes, J-code, J-codes",
        "A billing code for a drug that is given in the practice. It counts units, such as one milligram each.",
        "",
    ),
    (
        "E/M",
        "E/M visit, E/M code, E/M codes",
        "“Evaluation and management”: the ordinary visit, billed by the clinician's thinking or time that day.",
        "",
    ),
    (
        "modifier",
        "modifiers",
        "Two characters after a billing code that say how this time was different.",
        (
            "<p>Modifier 25, for instance, says that a visit was more than the usual work around a procedure on the same "
            "day. The record has to bear it out.</p>"
        ),
    ),
    (
        "ICD-10",
        "ICD-10-CM",
        "The list of diagnoses that a claim gives as the reason for a service. It changes every 1 October.",
        "",
    ),
    (
        "NPI",
        "",
        "The ten-digit number of a clinician (type 1) or of a practice (type 2), which every claim carries.",
        "",
    ),
    (
        "superbill",
        "superbills",
        "A detailed receipt with codes, which a patient may send to an insurer. It is not a claim and promises nothing.",
        (
            "<p>It carries what a claim would: who treated whom, where, when, with which codes, and what was paid. Whether "
            "the insurer refunds any of it depends on the plan.</p>"
        ),
    ),
    (
        "good-faith estimate",
        "good-faith estimates, good faith estimate",
        "The written price, told before the visit, to which patients who pay for themselves are entitled.",
        "<p>In force since 1 January 2022. A bill of $400 or more above the estimate may be disputed.</p>",
    ),
    (
        "No Surprises Act",
        "",
        "The federal law against surprise medical bills. It also brought the good-faith estimate.",
        "",
    ),
    (
        "prior authorisation",
        "prior authorisations, prior authorization, prior authorizations",
        "The insurer's permission that must be there before the service, or it will not be paid.",
        (
            "<p>For esketamine, plans commonly ask for the earlier treatments, their doses and dates, and a score of how "
            "ill the patient is. Approvals run out and are asked for again.</p>"
        ),
    ),
    (
        "allowed amount",
        "allowed amounts",
        "What the plan counts as the price of a service, whatever the bill says.",
        "",
    ),
    (
        "deductible",
        "deductibles",
        "What a patient pays in a year before the plan begins to pay.",
        "",
    ),
    (
        "coinsurance",
        "",
        "The patient's share of a covered bill, as a percentage.",
        "",
    ),
    (
        "copay",
        "copays",
        "The patient's share of a covered visit, as a fixed sum.",
        "",
    ),
    (
        "in-network",
        "",
        "Under contract with the plan, and so bound to its prices.",
        "",
    ),
    (
        "out-of-network",
        "",
        "Without a contract with the plan. Some plans refund a part of such bills, others nothing.",
        "",
    ),
    (
        "buy-and-bill",
        "buy and bill",
        "The practice buys the drug, keeps it in stock, and bills for it after giving it.",
        "<p>The risk of a denied or late claim then lies with the practice. The other way is the specialty pharmacy.</p>",
    ),
    (
        "specialty pharmacy",
        "specialty pharmacies",
        "A pharmacy that delivers a drug for one named patient and bills the plan for it itself.",
        "",
    ),
    (
        "off-label",
        "",
        "For a purpose that is not on the drug's approved label. Lawful, common, and the prescriber's own responsibility.",
        "<p>IV ketamine is approved only as an anaesthetic; its use for depression or pain is off-label.</p>",
    ),
    (
        "esketamine",
        "",
        "One of the two mirror-image halves of ketamine; as a nasal spray it is sold as Spravato, with its own approval.",
        "",
    ),
    (
        "REMS",
        "",
        "A safety programme that the FDA requires for a drug. For Spravato it means certified sites and watched visits.",
        (
            "<p>Short for “risk evaluation and mitigation strategy”. A Spravato patient stays under observation for at "
            "least two hours at every session.</p>"
        ),
    ),
    (
        "treatment-resistant depression",
        "TRD",
        "Depression that did not respond well enough to at least two oral antidepressants, as the Spravato label has it.",
        "<p>Payers add steps of their own, and their documents differ.</p>",
    ),
    (
        "Schedule III",
        "schedule III",
        "The third of five federal classes of controlled substances. Ketamine and esketamine are in it.",
        "",
    ),
    (
        "PDMP",
        "",
        "A state's record of controlled drugs that were dispensed, to be looked at before prescribing one.",
        "<p>Short for “prescription drug monitoring programme”.</p>",
    ),
    (
        "corporate practice of medicine",
        "",
        "The rule, in many states, that only licensed clinicians may own a medical practice or direct its care.",
        "",
    ),
    (
        "MSO",
        "MSOs",
        "A “management services organisation”: a company that runs the non-clinical side of a practice for a fee.",
        "",
    ),
    (
        "denial",
        "denials",
        "The insurer's answer that it will not pay a claim. It comes with a reason and a way to appeal.",
        "",
    ),
]
