"""Clinic set-up, lesson 1: who may own the practice, what a management company may do, and the order of signatures."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="Ownership, licences and the corporate practice of medicine",
    slug="ownership-licences-and-corporate-practice",
    summary=(
        "Who may own a clinic is decided by your state. Learn to read an agreement for the line it must "
        "not cross, and sign in the right order."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Who says that a patient has had enough infusions? Who can dismiss the nurse who says so? Who owns the"
            " chart in which it is written? If the honest answer to any of the three is “the investor”, then in many "
            "states the clinic has a legal problem, and in all of them it has a clinical one.</p>"
            "<p>The rule behind the first kind of problem is called the corporate practice of medicine. Put shortly: "
            "medicine is practised by licensed people, and somebody who holds no licence may not own or steer them. "
            "States differ widely in how far they take it. This lesson gives you the questions and an exercise in "
            "reading. The answers come from a health-care lawyer in your state, and nothing here is legal advice.</p>"
        ),
        heading("What we could establish"),
        table(
            "Ownership in four states, as law firms describe it",
            ["State", "In short"],
            [
                "California",
                (
                    "A professional medical corporation, at least 51% owned by physicians; a management company may "
                    "do non-clinical work only"
                ),
            ],
            ["Texas", "A physician-owned practice, with a separate management company beside it"],
            ["New York", "Described as strict; we have no detail to give you"],
            ["Washington", "Described as strict; we have no detail to give you"],
        ),
        text(
            "<p>California's rule rests on sections 2052 and 2400 of its Business and Professions Code.<sup>1, "
            "2</sup> We have it, and the remark on New York and Washington, from one law firm's "
            "publications;<sup>3</sup> the Texas line comes from a firm there.<sup>4</sup> Forty-six states are "
            "missing, and we will not guess at them. Nor does an answer for a physician answer for a nurse "
            "practitioner, a physician assistant or a nurse anaesthetist: the licence of the person who asks is half "
            "of the question.</p>"
        ),
        figure(
            "ownership-structure",
            alt=(
                "A medical practice owned by physicians and a management company run by managers. Services pass "
                "one way and a fee the other; diagnosis, treatment, records and fees stay with the practice, and "
                "no clinical decisions cross the line."
            ),
            caption=(
                "The usual lawful shape where outside ownership is barred. The dotted line is the part that is tested."
            ),
        ),
        heading("Two entities and one line"),
        text(
            "<p>Where outsiders may not own a practice, the usual design has two companies. The <b>practice</b> "
            "employs the clinicians, treats the patients, owns the records and sets the fees. The <b>management "
            "company</b>, or MSO, supplies premises, equipment, payroll, billing and marketing, and is paid for it "
            "under a written agreement.</p>"
            "<p>The agreement is where the line is drawn or crossed. You need no law degree to read it for that; you "
            "need one question. <i>Could this clause, on a bad day, change what happens to a patient?</i></p>"
        ),
        heading("Read these six clauses", "h3"),
        text(
            "<p>They are invented, in the style of the real thing. Mark each as fine, as doubtful, or as over the "
            "line, before you read our view.</p>"
            "<ol>"
            "<li>“The Manager shall provide the premises, and shall keep them clean and in good repair.”</li>"
            "<li>“The Manager shall set the number of infusions in each treatment series after reviewing "
            "profitability.”</li>"
            "<li>“The Practice shall not hire or dismiss clinical staff without the Manager's written consent.”</li>"
            "<li>“The Manager shall prepare claims as instructed by the Practice, and the Practice shall decide the "
            "codes.”</li>"
            "<li>“The fee shall be 65% of collections, reviewed each month by the Manager.”</li>"
            "<li>“If the Agreement ends, patient records shall remain with the Manager.”</li>"
            "</ol>"
            "<p>Our view. The <b>first and fourth</b> are ordinary services. The <b>second</b> is over the line in "
            "plain words. The <b>third</b> hands the most clinical decision of all, who is in the room, to somebody "
            "without a licence. The <b>sixth</b> takes the chart away from the people who must answer for it. The "
            "<b>fifth</b> is for your lawyer: whether a share of collections is permitted, and how large it may be, "
            "is a question of state and federal law that we have not researched, and a fee that one party can change "
            "alone is a bad bargain whatever the law says.</p>"
            "<p>If you found the second and missed the third, you are in good company. Control is seldom announced. "
            "It comes in through staffing, scheduling and software.</p>"
        ),
        heading("Licences are a chain of dates"),
        text(
            "<p>Founders imagine licences as a pile: get them all, then open. They are nearer to a chain, in which "
            "each link asks for the one before. The order below is ours. Your lawyer may have reasons to change "
            "it.</p>"
        ),
        table(
            "Each signature and what should exist before it",
            ["Step", "Do not sign until you have", "Because"],
            ["Form the practice", "An opinion on who may own it", "Everything after this carries its name"],
            [
                "Take the insurance",
                "A written quotation that names ketamine, and says who must be present",
                "It may be stricter than the law",
            ],
            [
                "Sign the lease",
                "The entity, the insurer's terms, and the use of the rooms in writing",
                "It names a party, a place and a purpose",
            ],
            [
                "Register for controlled drugs",
                "The address, and your state's requirements",
                "Ask the field office what this address needs",
            ],
            ["Hire", "The first three, and a supervision plan your board accepts", "Salaries start on a date"],
            ["Announce an opening", "All of these, in force", "Advertising an unlicensed clinic is its own problem"],
        ),
        text(
            "<p>The second row surprises people. Ordinary malpractice policies often exclude ketamine.<sup>5</sup> An"
            " insurer that does cover it may demand a physician in the building where your state would be content "
            "with less. If so, that is your rule, and your staffing budget follows from it.</p>"
        ),
        heading("Must a physician be present?"),
        text(
            "<p>We know of no federal rule that answers this for IV ketamine. State law, the scope of practice of "
            "whoever gives it, and the insurer's terms do.<sup>6</sup> That statement has one decent source, so treat"
            " it as a place to start. For Spravato, a trademark of Johnson &amp; Johnson, the safety programme "
            "requires a prescriber on site during dosing and monitoring.<sup>7</sup></p>"
            "<p>The answer can also move under you. In January 2026 Texas published a proposal: registration every "
            "two years, a physician on site for every infusion, cardiac and respiratory monitoring, no parenteral "
            "ketamine at home, a medical director who is liable.<sup>8, 9</sup> We could not find out whether it was "
            "adopted. Suppose you were opening there with a visiting director and a nurse. You would need two plans: "
            "one for each outcome, and a date on which to choose.</p>"
        ),
        callout(
            "Borrowed supervision",
            (
                "<p>Arrangements in which a physician lends a name for a monthly fee and is never seen are "
                "popular in advertisements. Ask what that person would say under oath about the last ten "
                "patients. If the answer is “nothing”, neither of you is protected.</p>"
            ),
            tone="warning",
        ),
        heading("If one of you is gone tomorrow"),
        text(
            "<p>Ownership that hangs on a licence ends with the licence. Retirement, illness, divorce and a board "
            "complaint all arrive without regard for your lease. Before the first patient, put in writing who may buy"
            " the share and at what price, who is medical director the next morning, who tells patients, and who "
            "holds the keys to the drug cabinet. A page will do. It is the cheapest page in the file, because today "
            "all of you still want the same thing.</p>"
        ),
        heading("A first meeting worth its fee"),
        text(
            "<p>Send these five things to the lawyer in advance, on two sheets:</p>"
            "<ol>"
            "<li>Every person who is to own, manage or work in the clinic, with licence, state and intended "
            "share.</li>"
            "<li>What will be given, by which routes, by whom, and who will be in the building.</li>"
            "<li>The draft management agreement, if there is one, with your own marks on the six kinds of clause "
            "above.</li>"
            "<li>The address, or three candidates.</li>"
            "<li>Three questions, in order: may we own it like this; may we staff it like this; what is proposed in "
            "this state that would change either answer?</li>"
            "</ol>"
            "<p>Leave with a written answer to the first and a date for the others. Then, and not earlier, telephone "
            "the landlord.</p>"
        ),
        sources(
            ("Corporate practice of medicine in California", "Harris Sliwoski", "https://harris-sliwoski.com"),
            (
                "Management services organisations and medical practices",
                "Harris Sliwoski",
                "https://harris-sliwoski.com",
            ),
            (
                "Corporate practice of medicine in New York and Washington",
                "Harris Sliwoski",
                "https://harris-sliwoski.com",
            ),
            (
                "Ketamine clinics in Texas",
                "Hendershot Cowart",
                "https://hchlawyers.com/health-medical-law/ketamine-clinics",
            ),
            (
                "Malpractice insurance for ketamine infusion",
                "MEDPLI",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
            ("Must a licensed physician be present during infusions?", "A clinic blog, updated 16 October 2024", ""),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "Proposed Texas rules for ketamine, blog of February 2026",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            ("Texas rules for ketamine clinics", "Healing Maps", "https://healingmaps.com"),
        ),
    ],
)
