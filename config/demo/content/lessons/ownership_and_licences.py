"""Clinic set-up, lesson 1: who may own a clinic, who must hold which licence, and the questions for a lawyer."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="Who may own it: ownership, licences, corporate practice of medicine",
    slug="who-may-own-it",
    summary=(
        "Ownership rules, licences, presence and insurance: what to settle with a lawyer before you sign a lease."
    ),
    minutes=17,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>Three friends want to open a clinic: a physician with a name in town, a nurse anaesthetist "
            "who knows the drug, and a cousin with money. They have a logo. They also have a structure that "
            "may be unlawful where they live, and they will find out from whoever reads the lease most "
            "carefully.</p>"
            "<p>Ownership feels like a formality to be tidied up later. In a ketamine clinic it comes "
            "first, because the answer decides who can sign the lease, open the bank account, hire the "
            "nurse and apply for the registrations. The task of this lesson is modest: to send you to a "
            "health-care lawyer in your state with a page of good questions, before you have committed "
            "money. It is not legal advice, and one state's rule is not another's.</p>"
        ),
        heading("The doctrine in four sentences"),
        text(
            "<p>In many states only a licensed person may practise medicine, and a company is not one. The "
            "doctrine is called the corporate practice of medicine. Where it is strict, an outsider may not "
            "own the entity that treats patients, employ its clinicians to treat them, or steer clinical "
            "decisions. Where it is loose, ordinary companies may.</p>"
            "<p>Among the stricter states are California, Texas, New York and Washington.<sup>1, 2</sup> "
            "California asks for a professional medical corporation in which physicians hold at least 51%, "
            "and it lets a management company do non-clinical work only.<sup>1</sup> Texas lawyers describe "
            "a physician-owned practice with a management company beside it.<sup>2</sup> For any other "
            "state, assume nothing from these.</p>"
        ),
        figure(
            "ownership-structure",
            alt=(
                "Two boxes with arrows between them. A medical practice owned by physicians holds treatment, "
                "clinicians, records, fees and the final say; a management company holds lease, equipment, "
                "billing, payroll, marketing and IT. Services go one way and a fee the other."
            ),
            caption="The two-box arrangement. What makes it lawful is what does not cross the line.",
        ),
        heading("Two boxes and a contract"),
        text(
            "<p>Where outsiders may not own the practice, they often own a company that serves it. The "
            "practice keeps diagnosis, treatment, hiring of clinicians, records and fees. The management "
            "services organisation holds the lease, the equipment, billing, payroll and marketing, and is "
            "paid for them.</p>"
            "<p>It is a sound structure and easy to spoil. It is spoiled when the company may dismiss the "
            "medical director for ordering too few infusions; when it sets the number of sessions in a "
            "package; when the physician “owner” has signed the shares away in an undated letter; when "
            "nobody can say who would decide that a patient must stop. Read the contract with that last "
            "question in your hand. A second question concerns the fee: how it may be calculated, and "
            "whether a share of revenue is allowed, differs by state and belongs on your list.</p>"
        ),
        callout(
            "A test that needs no lawyer",
            "<p>Imagine that the physician refuses to treat the next ten patients on safety grounds. If "
            "anyone in the structure could overrule, penalise or replace the physician for it, show that "
            "clause to your lawyer first.</p>",
            tone="tip",
        ),
        heading("The friends' first draft"),
        text(
            "<p>Back to the three, who are invented, like their numbers. They propose that one company own "
            "everything: physician 40%, nurse anaesthetist 30%, cousin 30%. In California the draft fails "
            "on its first line, since physicians would hold less than 51% of a practice. Raising the "
            "physician to 51% is not the end either. Whether a nurse anaesthetist may hold a minority "
            "share, and whether somebody without a licence may hold any, are separate questions for the "
            "lawyer.</p>"
            "<p>Their second draft has two boxes. The physician owns the practice. All three own the "
            "management company, and the cousin's money buys monitors and pays rent. The nurse anaesthetist "
            "is employed by the practice for clinical work and paid by the company for running the "
            "schedule. It may work. It now needs a contract, a fee that someone can defend, and an answer "
            "to what happens if the physician falls ill.</p>"
        ),
        heading("Licences, presence and the insurer"),
        text(
            "<p>“Must a doctor be in the building?” is the question most often asked and least often "
            "answered in writing. We know of no specific federal presence rule for IV ketamine. State law, "
            "scope-of-practice rules and the terms of the malpractice policy decide, and the strictest of "
            "the three wins. Spravato, the esketamine spray of Johnson &amp; Johnson, is another matter: "
            "its safety programme puts a prescriber on site during administration and "
            "monitoring.<sup>3</sup></p>"
            "<p>Rules are moving. In January 2026 Texas proposed to register practices that give parenteral "
            "ketamine, renewed every two years, and to require a physician's presence at each infusion, "
            "monitoring of heart and breathing with carbon dioxide, no parenteral ketamine at home, and a "
            "medical director who is answerable.<sup>4, 5</sup> We could not establish whether it was "
            "adopted. If you practise in Texas, find out; if you practise elsewhere, read it as a sketch of "
            "what your own board may propose.</p>"
            "<p>Then the insurer. Cover for a small start-up, with limits of one and three million dollars, "
            "costs $15,000 to $20,000 a year at one specialist broker, and ordinary policies often exclude "
            "ketamine.<sup>6</sup> A policy can impose presence, training and screening rules stricter than "
            "any statute. Ask for the wording before you design the rota.</p>"
        ),
        table(
            "Questions, and the person to put them to",
            ["Question", "Whom to ask", "Before what"],
            ["Who may own the practice, and in what shares?", "Health-care lawyer", "The company is formed"],
            ["May a management company be paid a share of revenue?", "Health-care lawyer", "The contract is drafted"],
            ["Does the state license or register a clinic of this kind?", "Lawyer, health department", "The lease"],
            ["Who may start, supervise and stop an infusion?", "Medical and nursing boards", "The first hire"],
            ["Who must be present, and where, for cover to apply?", "Malpractice insurer, in writing", "The rota"],
            ["Does the lease allow a clinic with controlled drugs?", "Landlord, lawyer", "The signature"],
            ["How does DEA registration apply to this address?", "DEA field office", "The first order"],
        ),
        heading("The order that saves money"),
        text(
            "<p>Each step below can cancel the ones after it. That is the reason for the order.</p>"
            "<ol>"
            "<li><b>Lawyer:</b> one paid hour on ownership, presence and state registration.</li>"
            "<li><b>Insurer:</b> a written quotation that names ketamine, the routes you will use and the "
            "people who will give it.</li>"
            "<li><b>Entity:</b> formed in the shape the first two allow.</li>"
            "<li><b>Lease:</b> with a way out if a licence or registration is refused.</li>"
            "<li><b>Registrations:</b> state, then federal, for the address you have signed.</li>"
            "<li><b>People and equipment:</b> only now.</li>"
            "</ol>"
        ),
        heading("Structures that failed on paper"),
        text(
            "<ul>"
            "<li><b>The absent director.</b> A physician lends a licence for a monthly fee and visits twice "
            "a year. In the Texas text such a person is answerable for everything. Elsewhere a board may "
            "reach the same view without new text.</li>"
            "<li><b>The lease in a private name.</b> It was quick. The practice then pays rent to its owner "
            "on terms nobody has reviewed.</li>"
            "<li><b>The copied contract.</b> A management agreement from a friend in another state is a "
            "list of that state's answers.</li>"
            "<li><b>No exit.</b> Partners agree on everything except what a share is worth when one "
            "leaves.</li>"
            "</ul>"
        ),
        key_facts(
            "Your page for the lawyer",
            ("Owners", "Names, licences, proposed shares, money put in"),
            ("Work", "Who diagnoses, gives the drug, watches, bills, advertises"),
            ("Payments", "Every payment between related parties, and its reason"),
            ("Presence", "Your proposed rota, hour by hour"),
            ("Exit", "Illness, quarrel, sale, closure"),
        ),
        text(
            "<p>Fill in that page before the appointment. The hour will cost the same and you will come out "
            "with decisions in place of an education.</p>"
        ),
        sources(
            (
                "Corporate practice of medicine in California and other states",
                "Harris Sliwoski law blog, undated",
                "https://harris-sliwoski.com",
            ),
            (
                "Ketamine clinics in Texas",
                "Hendershot Cowart, undated",
                "https://hchlawyers.com/health-medical-law/ketamine-clinics",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS, undated",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "The Texas proposal on parenteral ketamine",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            ("Texas ketamine clinic rules", "HealingMaps, undated", "https://healingmaps.com"),
            (
                "Malpractice insurance for ketamine infusion",
                "MEDPLI, undated",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
        ),
    ],
)
