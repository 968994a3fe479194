"""Who may own a ketamine clinic, and why the question precedes the lease."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, pull_quote, sources, table, text

POST = Post(
    title="The corporate practice of medicine, before you sign a lease",
    slug="the-corporate-practice-of-medicine-before-you-sign-a-lease",
    introduction=(
        "In some states the wrong name on the lease means the wrong owner of the clinic. Ask who may own "
        "it first. Everything else has your signature on it."
    ),
    search_description=(
        "Who may own a ketamine clinic, what a management company may do, and the questions to settle "
        "with a lawyer before you sign a lease."
    ),
    topic="Law and compliance",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 3, 25),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="ownership-structure",
    cover_alt=(
        "A medical practice owned by physicians and a management company run by managers. Services pass "
        "one way and a fee the other; no clinical decisions cross the line."
    ),
    body=[
        text(
            "<p>Two friends open a clinic. One is a nurse practitioner with patients, the other has savings and a "
            "head for business. They form a company, half each, and the company signs a five-year lease. Eight months"
            " later they ask a lawyer to look over an employment contract, and the lawyer asks who owns the "
            "practice.</p>"
            "<p>Whether that story ends with a small correction or a large one depends on the state. It is invented, "
            "but the order of events is the common one: premises first, ownership later. Turn it round.</p>"
        ),
        heading("The idea behind the rule"),
        text(
            "<p>Many states hold that medicine may be practised by licensed people and not by companies owned by "
            "others. The worry is simple. An owner who answers to investors may lean on a clinician's judgement: one "
            "more infusion, a shorter visit, a patient who should have been sent elsewhere. The corporate practice "
            "doctrine tries to keep the ownership, and so the final say, with people who have a licence to lose.</p>"
            "<p>For ketamine the worry is easy to picture. The treatment is off-label, patients pay cash at each "
            "visit, and an empty chair costs money.</p>"
        ),
        heading("A few states, and no common answer"),
        table(
            "What we could establish for a few states",
            ["State", "What our sources say"],
            [
                "California",
                (
                    "A professional medical corporation, at least 51% owned by physicians. A management company may "
                    "do non-clinical work only"
                ),
            ],
            ["Texas", "Physician-owned practice, with a separate management company for the business side"],
            ["New York, Washington", "Also described as strict; the detail needs local advice"],
            ["Every other state", "Not covered here. Ask"],
        ),
        text(
            "<p>The California rule rests on sections 2052 and 2400 of its Business and Professions Code.<sup>1, "
            "2</sup> The notes on Texas, New York and Washington come from health-law firms that practise "
            "there.<sup>3, 4</sup> We list them to show that the answers differ, and for nothing more. One state's "
            "rule is not another's, and a nurse practitioner, a physician assistant, a nurse anaesthetist and a "
            "physician may each get a different answer in the same town.</p>"
        ),
        callout(
            "A summary is not an opinion",
            (
                "<p>Nothing on this page tells you what you may own. It is here to make the first hour with a "
                "health-care lawyer in your state a good one. Look for somebody who does medical practices for a "
                "living; the friend who did your house will learn at your expense.</p>"
            ),
            tone="warning",
        ),
        heading("The usual shape: a practice and a company"),
        text(
            "<p>Where outside ownership is barred, people with business skills still have a lawful place. The usual "
            "design has two entities. The <b>practice</b> is owned by whoever the state allows, employs the "
            "clinicians and treats the patients. The <b>management company</b>, often called an MSO, provides "
            "premises, equipment, billing, payroll, marketing and computers to it, for a fee under a written "
            "agreement.</p>"
            "<p>The line between the two is where trouble starts. Some decisions cannot be sold with the "
            "furniture.</p>"
        ),
        table(
            "Which side of the line",
            ["Stays with the practice", "May be provided by the company"],
            ["Whom to treat, and with what", "Lease, fit-out, equipment"],
            ["Hiring and supervising clinicians", "Payroll and benefits"],
            ["Clinical protocols and staffing levels", "Scheduling software"],
            ["Patient records", "Storage and security of the system"],
            ["Setting fees and deciding what to bill", "Preparing claims as instructed"],
            ["Saying that a patient has had enough", "Reporting how full the chairs were"],
        ),
        text(
            "<p>Read your draft agreement against the left column. If the company can overrule anything in it, by a "
            "vote, a budget or a threat to leave, the line has been crossed on paper, and what you call the parties "
            "does not help.</p>"
        ),
        pull_quote("Some decisions cannot be sold with the furniture."),
        figure(
            "team-huddle",
            alt="Four colleagues stand in front of a wall chart and talk; one holds a clipboard, another a mug.",
            caption="In the meeting it should be obvious to everyone which questions the clinicians decide.",
        ),
        heading("Who must be in the building"),
        text(
            "<p>Owners often mix up two questions: who may own the clinic, and who must be present. We know of no "
            "federal rule that says whether a physician must be on site for an IV infusion. State law, scope of "
            "practice and your malpractice policy decide, and the last of these may be the strictest of the "
            "three.</p>"
            "<p>The answer can move. In January 2026 Texas proposed to require registration every two years, a "
            "physician on site for every infusion, cardiac and respiratory monitoring including exhaled carbon "
            "dioxide, no ketamine by drip or injection at home, and a medical director who is liable.<sup>5</sup> We "
            "could not find whether the proposal was adopted. If you were planning a Texas clinic around a visiting "
            "medical director, that one sentence would have been your whole business plan. For Spravato, a product of"
            " Johnson &amp; Johnson, the federal safety programme asks for a prescriber on site during dosing and "
            "monitoring whatever the state says.<sup>6</sup></p>"
        ),
        heading("Why all this comes before the lease"),
        text(
            "<p>A lease is a promise by a named party, to use a named place, for a named purpose, for a number of "
            "years. Every one of those can turn out wrong once the lawyer has spoken.</p>"
            "<ul>"
            "<li><b>The party.</b> If the management company should be the tenant, with a sublease to the practice, a"
            " lease signed by you personally has to be undone.</li>"
            "<li><b>The purpose.</b> “Medical office” may not satisfy a landlord, or a zoning officer, who later "
            "hears about sedation. Say what you will do, in writing.</li>"
            "<li><b>The fit-out.</b> A locked store, a door wide enough for a stretcher, oxygen, power for monitors. "
            "Ask who owns the improvements when you leave.</li>"
            "<li><b>The licence.</b> If your state or the DEA has still to approve the address, the rent should not "
            "start before they do.</li>"
            "<li><b>The exit.</b> The right to sublet or assign is worth more to a new clinic than a month's free "
            "rent.</li>"
            "<li><b>The guarantee.</b> If you sign for it personally, the company's limited liability stops at the "
            "landlord's door.</li>"
            "</ul>"
        ),
        figure(
            "checklist-desk",
            alt=("A hand ticks boxes on a clipboard; four of six are done. Coffee, glasses and a note lie around it."),
            caption="A landlord who wants the room let by Friday is a poor reason to skip a line.",
        ),
        heading("Ten questions for the first meeting"),
        text(
            "<ol>"
            "<li>Who may own the entity that treats patients here, and in what shares?</li>"
            "<li>May I, with my licence, own it alone? With whom may I own it?</li>"
            "<li>Who must supervise whom, and how is it recorded?</li>"
            "<li>Must anyone be on site during an infusion, and who counts?</li>"
            "<li>May a management company exist, what may it do, and how may its fee be worked out?</li>"
            "<li>Does the clinic itself need a licence, a registration or an inspection for sedation?</li>"
            "<li>Are there rules for ketamine in force or proposed?</li>"
            "<li>What may we say in advertising about off-label use?</li>"
            "<li>Who signs the lease, and what must it contain?</li>"
            "<li>If one of us leaves, dies or loses a licence, what happens the next morning?</li>"
            "</ol>"
            "<p>The last is the one people skip. Ownership that depends on a licence ends with the licence. A clinic "
            "that has an answer in its papers can survive its founder's bad year; a clinic without one has built its "
            "house on one signature.</p>"
        ),
        heading("What it costs to ask first"),
        text(
            "<p>A few hours of a lawyer's time, in the month when you have no income. It is the most disagreeable "
            "bill of the whole project, since it buys nothing you can see. Compare it with undoing a lease, a company"
            " and eight months of claims submitted by a practice that should not have existed, and it looks "
            "different.</p>"
        ),
        sources(
            ("Corporate practice of medicine in California", "Harris Sliwoski", ""),
            ("Management services organisations and medical practices", "Harris Sliwoski", ""),
            (
                "Ketamine clinics in Texas",
                "Hendershot Cowart",
                "https://hchlawyers.com/health-medical-law/ketamine-clinics",
            ),
            ("Corporate practice of medicine in New York and Washington", "Harris Sliwoski", ""),
            (
                "Proposed Texas rules for ketamine, blog of February 2026",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
        ),
        call_to_action(
            "Take the questions further",
            "The set-up module of Clinic Launch goes on from ownership to the room, the drug and the budget.",
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
