"""Whether insurers pay for ketamine infusions, and what a clinic may bill instead."""

import datetime

from config.demo.words import (
    Post,
    call_to_action,
    callout,
    figure,
    heading,
    key_facts,
    pull_quote,
    sources,
    table,
    text,
)

POST = Post(
    title="Do insurers reimburse ketamine infusions?",
    slug="do-insurers-reimburse-ketamine-infusions",
    introduction=(
        "For IV ketamine, mostly no. For the visit around it, sometimes. For Spravato, often, after "
        "paperwork. The three answers get mixed up, and patients pay for the mix-up."
    ),
    search_description=(
        "Insurers seldom pay for IV ketamine. What the payer policies say, what a superbill can and "
        "cannot do, and why Spravato is different."
    ),
    topic="Billing",
    author="reyes",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 10, 6),
    updated_on=datetime.date(2026, 11, 20),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="claim-journey",
    cover_alt=(
        "The journey of a claim: from visit to codes to claim to payer, then either to a remittance or to"
        " a denial, from which an arrow leads through an appeal back to the payer."
    ),
    related=(
        "superbills-that-hold-up",
        "the-good-faith-estimate-explained-for-cash-practices",
        "spravato-or-iv-the-room-arithmetic",
    ),
    body=[
        text(
            "<p>“Will my insurance pay?” is usually the second thing a patient asks a ketamine clinic, and the answer"
            " given at the front desk is often a kind one. Kindness is expensive here. A patient who expects a refund"
            " in March and gets a denial in May will remember who raised the hope.</p>"
        ),
        key_facts(
            "The short answer",
            (
                "IV ketamine for depression or pain",
                "Seldom paid. The use is off-label, and most policies we could read call it investigational",
            ),
            ("Spravato for depression", "Often paid after prior authorisation, in a certified setting"),
            ("The office visit", "Sometimes paid, if it is a real visit and documented as one"),
            ("A superbill", "A receipt that the patient may send in. It promises nothing"),
            ("Before a self-pay visit", "A good-faith estimate, in writing"),
        ),
        heading("Four routes, four answers"),
        text(
            "<p>Money reaches a ketamine clinic by four routes. The patient pays cash and that is the end of it. The "
            "patient pays cash and sends a superbill to an out-of-network plan. The clinic is in network and bills "
            "the plan for the part of the visit that is covered. Or the drug is Spravato, the esketamine nasal spray "
            "made by Johnson &amp; Johnson, which has a label, a billing code and a prior-authorisation form. Advice "
            "that is right for one route is wrong for the next.</p>"
        ),
        figure(
            "reimbursement-paths",
            alt=(
                "Four routes run from a clinic to payment. Cash: the patient pays. Superbill: the patient pays "
                "and the plan may repay. Hybrid: the plan pays for the visit, the patient for a non-covered "
                "service. Spravato: the plan pays once it has authorised."
            ),
            caption="Only on the last of the four routes does the plan pay for the drug.",
        ),
        heading("What the policies say about infusions"),
        text(
            "<p>IV ketamine is approved by the FDA only as an anaesthetic.<sup>1</sup> Every other use of the "
            "infusion is off-label, and payers are entitled to call an off-label use unproven. Below is what the "
            "copies we could read say. None replaces the current text on your payer's portal.</p>"
        ),
        table(
            "Payer positions on IV ketamine, in the copies we have seen",
            ["Payer and document", "Date of copy", "Position", "How sure we are"],
            [
                "Aetna, CPB 0938",
                "Older copy",
                "IV and other routes experimental for depression, anxiety, substance use and suicidal ideation",
                "Fairly: the current text was not seen",
            ],
            [
                "Policy MP-446, Alabama and Florida portals (insurer's name not confirmed)",
                "December 2023, November 2024",
                "Investigational for pain and for psychiatric use, including resistant depression, OCD and PTSD",
                "Sure of the wording",
            ],
            [
                "Blue Cross Minnesota, II-271",
                "January 2025",
                "Experimental for chronic pain; psychiatric line not seen",
                "Fairly",
            ],
            [
                "UnitedHealthcare, 2026D0069P",
                "2026",
                "Spravato covered with criteria; its position on IV use not confirmed",
                "Fairly",
            ],
            [
                "Medica",
                "November 2014",
                "Injectable ketamine for mental health not covered",
                "Sure of the text, but it is old",
            ],
            ["Cigna; Anthem", "None found", "No written position on IV ketamine found", "Unknown"],
        ),
        text(
            "<p>Aetna's bulletin, MP-446 and the rest are cited at the end of this article.<sup>2, 3, 4, 5, 6</sup> "
            "One line in them surprises people. Many clinicians believe that pain, and complex regional pain syndrome"
            " above all, is the easier case. MP-446 and the Minnesota policy put IV anaesthetics for chronic pain in "
            "the same investigational drawer.<sup>3, 4</sup></p>"
            "<p>Appeals do not open that drawer by themselves. In one published New York external appeal, over "
            "infusions for migraine, the reviewer upheld the denial.<sup>7</sup> There are exceptions: one New York "
            "group has told reporters that it is in network for ketamine care with three large insurers, and that 30 "
            "of its people work on the evidence.<sup>8</sup> That is what an exception costs.</p>"
        ),
        heading("What can be billed for the visit"),
        text(
            "<p>A visit is not an infusion. If you take a history, make a decision and write it down, an office-visit"
            " code may fit. Here old articles lead people astray, so it is worth being exact.</p>"
            "<ul>"
            "<li><b>99214 is a general visit</b> for an established patient. It is not a psychiatric evaluation. The "
            "first psychiatric diagnostic assessment has its own code, 90792.<sup>9</sup></li>"
            "<li><b>Psychotherapy of 16 minutes or more added to a visit</b> is 90833, 90836 or 90838. Those three "
            "ride on an office-visit code; they never stand alone and never sit beside 90792.<sup>10, 11</sup></li>"
            "<li><b>The first hour of a therapeutic infusion</b> is 96365, and it takes at least 16 minutes with both"
            " a start and a stop time in the chart. Without them it falls to an IV push.<sup>12</sup></li>"
            "<li><b>Ketamine has no drug code of its own.</b> It goes out as J3490, unclassified drug, with name, "
            "dose and NDC. Fluid that merely carries a drug is not a separate service.<sup>12</sup></li>"
            "</ul>"
        ),
        table(
            "Five figures that circulate, and what the record says",
            ["What you may read", "What the record says"],
            ["99215 needs 60 minutes", "40 minutes that day, met or exceeded; 60 belongs to 99205"],
            ["96366 starts 30 minutes past the hour", "More than 30: the first unit arrives at minute 91"],
            [
                "The 2026 Medicare conversion factor is $32.7476",
                "$33.4009, or $33.5675 for clinicians in a qualifying alternative payment model",
            ],
            [
                "J0222 is esketamine",
                "It is not. S0013 until the end of 2025, J0013 since 1 January 2026, in 1 mg units",
            ],
            ["G2083 averages $1,356.08 in 2026", "Another guide gives $1,289.82. Look up your own locality"],
        ),
        text(
            "<p>The corrections rest on the coding notes and fee reviews in the list below.<sup>13, 14, 15, 16</sup> "
            "CPT® is a registered trademark of the American Medical Association; the codes are its copyright. The "
            "descriptions here are our own short paraphrases, and the official book decides.</p>"
        ),
        figure(
            "superbill-anatomy",
            alt=(
                "A superbill as one sheet with its parts called out: practice and tax ID, clinician and NPI, "
                "patient and date of birth, date and place of service, codes, diagnosis pointers, units and "
                "charges, start and stop times, drug with dose and NDC, paid in full, signature."
            ),
            caption=(
                "The parts of a superbill. For an infusion, the start and stop times and the drug's NDC do most "
                "of the work."
            ),
        ),
        heading("What a superbill can do"),
        text(
            "<p>A superbill is a detailed receipt. It is not a claim, not an authorisation and not a "
            "promise.<sup>17</sup> The patient sends it, the plan decides, and whatever comes back goes to the "
            "patient.</p>"
            "<p>How often does something come back? We found no such figure for ketamine. The nearest honest number "
            "is for all services: HealthCare.gov plans denied 37% of out-of-network claims in 2023, against 19% in "
            "network. Fewer than 1% of denials were appealed, and of those the insurer upheld 56%.<sup>18</sup> Read "
            "that last pair twice. Almost nobody argues, and those who do win more often than the front desk would "
            "guess. For a service that the policy calls investigational, expect worse odds than for services in "
            "general.</p>"
        ),
        pull_quote("Almost nobody argues, and those who do win more often than the front desk would guess."),
        figure(
            "denied-claim",
            alt="A billing specialist sits at her desk by lamplight and reads a letter stamped “denied”.",
            caption="A denial names its reason. Read that line before deciding whether an appeal is worth the stamp.",
        ),
        heading("“The patient pays the rest”"),
        text(
            "<p>This sentence ends contracts. If you are in network and the service is covered, the contract bars you"
            " from charging the member anything beyond the copay, deductible and coinsurance.<sup>19</sup> No "
            "membership fee, comfort fee or monitoring fee changes what the money is for.</p>"
            "<p>A charge to an in-network member is defensible only for a separately identifiable service that the "
            "plan does not cover, and only after the payer's own steps. UnitedHealthcare's protocol, in the older "
            "copy we read, asks for prior written consent that is signed and dated, with an estimate and the reason, "
            "or the provider bears the cost.<sup>20, 19</sup> Medicare Advantage members need a denial from the plan "
            "before the service. Get your payer's protocol in writing before you invent one. Original Medicare has a "
            "rulebook to itself.<sup>21, 22, 23</sup></p>"
        ),
        callout(
            "If the patient has Original Medicare",
            (
                "<p>Opting out lasts two years and covers every service and every beneficiary; you cannot opt out"
                " for ketamine alone. If you have not opted out and expect Medicare to find a service not "
                "reasonable and necessary, the written notice (form CMS-R-131) goes to the patient before the "
                "visit, case by case. Handing every Medicare patient the same notice does not count, and a "
                "superbill is no substitute.</p>"
            ),
            tone="warning",
        ),
        heading("Why Spravato is a different conversation"),
        text(
            "<p>The spray is FDA-approved, so payers write criteria for it where they write refusals for the "
            "infusion. The criteria are often misquoted. Treatment-resistant depression on the label means an "
            "inadequate response to <b>at least two</b> oral antidepressants, not three.<sup>24</sup> What payers add"
            " is another matter:</p>"
            "<ul>"
            "<li>Cigna: two from different classes, six weeks each, no more than 25% improvement.<sup>25</sup></li>"
            "<li>Blue Cross of North Dakota: two.<sup>26</sup></li>"
            "<li>CareFirst, through Caremark: two of at least eight weeks each, and either an augmentation trial or "
            "psychotherapy.<sup>27</sup></li>"
            "<li>QualChoice: two antidepressants and two augmentation agents, which makes four failed "
            "strategies.<sup>28</sup></li>"
            "</ul>"
            "<p>Nor must the patient still be taking an antidepressant. Since 21 January 2025 the label has allowed "
            "Spravato on its own for resistant depression.<sup>24</sup> Cigna has dropped the rule; other copies we "
            "read still had it.<sup>29, 26, 30</sup> For depression with acute suicidal thoughts an oral "
            "antidepressant remains part of the indication.<sup>31</sup></p>"
            "<p>One old statement needs no correction: every session takes at least two hours of observation, in a "
            "setting certified under the safety programme.<sup>32, 33</sup> And one needs careful handling. Spravato "
            "is often called simply weaker than IV ketamine. The pooled head-to-head studies lean towards IV, with an"
            " odds ratio for response of 1.26, but the interval runs from 0.92 to 1.71, so the difference is not "
            "established.<sup>34</sup> IV may act faster; superiority is unproven.</p>"
        ),
        callout(
            "Words a patient can keep",
            (
                "<p>“Insurers usually do not pay for IV ketamine for depression or pain, because that use is not "
                "FDA-approved. We will give you an estimate before you come and a superbill after you pay. Your "
                "plan may refund part of it or nothing. Please decide as if it will be nothing. If you are "
                "thinking about suicide, call or text 988 at any hour.”</p>"
            ),
            tone="tip",
        ),
        text(
            "<p>That paragraph fits on a card. Hand it over with the good-faith estimate, before anyone has sat down "
            "in a chair.<sup>35</sup></p>"
        ),
        sources(
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", ""),
            (
                "Clinical policy bulletin 0938",
                "Aetna, older copy",
                "https://aetna.com/cpb/medical/data/900_999/0938.html",
            ),
            (
                "Policy MP-446, ketamine infusion",
                "Alabama policy portal, December 2023 and November 2024",
                "https://al-policies.exploremyplan.com",
            ),
            (
                "Policy II-271",
                "Blue Cross and Blue Shield of Minnesota, January 2025",
                "https://securecms.bluecrossmnonline.com",
            ),
            (
                "UnitedHealthcare policy 2026D0069P (Ketalar and Spravato), update note",
                "OpenPayer, 2026",
                "https://openpayer.com/policy-updates/unitedhealthcare/clinical-medical/pharmacy-specialty-drugs/unitedhealthcare-2026d0069p",
            ),
            (
                "Coverage policy on injectable ketamine",
                "Medica, 1 November 2014",
                "https://www.scribd.com/document/303987863",
            ),
            (
                "External appeal decision 202308-166215",
                "New York Department of Financial Services",
                "https://coveredhealth.ai/ny-dfs-external-appeals-1/202308-166215",
            ),
            ("The costs of psychedelic therapy", "Crain's New York Business", ""),
            (
                "Psychiatry CPT codes",
                "MMBS, 31 March 2026",
                "https://mymedicalbillsolution.com/billing/psychiatry/cpt-codes",
            ),
            (
                "CPT 90833 as an add-on",
                "Superbilled, 28 March 2026",
                "https://superbilled.com/blog/cpt-code-90833-add-on",
            ),
            (
                "CPT 90836 with an office visit",
                "TheraFocus",
                "https://therafocus.com/resources/blog/cpt-code-90836-em-add-on",
            ),
            ("CPT 96365 explained", "One O Seven RCM", "https://oneosevenrcm.com/?p=7439"),
            (
                "Office-visit changes for 2024",
                "American Medical Coding",
                "https://americanmedicalcoding.com/e-m-changes-for-2024-for-medical-coders",
            ),
            ("CPT 96365 and 96366", "CareCostEstimate", "https://carecostestimate.com/billing/cpt/96365-96366"),
            (
                "Review of the 2026 Medicare physician fee schedule",
                "American Academy of Osteopathy, 2025",
                "https://academyofosteopathy.org/CY2026-review",
            ),
            (
                "Spravato J code: what changed on 1 January 2026",
                "Osmind, 5 February 2026",
                "https://osmind.org/blog/spravato-j-code",
            ),
            (
                "Ketamine superbills",
                "A clinic's page for patients",
                "https://blog.musiccityketamine.com/blog/ketamine-superbills",
            ),
            (
                "Claims denials and appeals in ACA Marketplace plans in 2023",
                "KFF, 27 January 2025",
                "https://kff.org/private-insurance/issue-brief/claims-denials-and-appeals-in-aca-marketplace-plans-in-2023",
            ),
            ("Administrative guide, chapter 11: charging members", "UnitedHealthcare, 2022", ""),
            (
                "Consent for non-covered services (older copy)",
                "Medical billing reference, August 2011",
                "https://whatismedicalinsurancebilling.org/2011/08",
            ),
            (
                "Opting out of Medicare",
                "First Coast Service Options, 17 February 2021",
                "https://medicare.fcso.com/Opt_out/0477294.asp",
            ),
            (
                "Opt-out: general information",
                "CGS Medicare",
                "https://cgsmedicare.com/partb/enrollment/opt_out_general_info.html",
            ),
            ("Modifiers for the Advance Beneficiary Notice", "Palmetto GBA", ""),
            (
                "FDA approves Spravato as a monotherapy",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            ("Cigna, Spravato coverage policy", "The Policy Vault", "https://coverage.pharmacistwrite.com"),
            (
                "Esketamine (Spravato), medical policy",
                "Blue Cross Blue Shield of North Dakota",
                "https://bcbsnd.com/providers/policies-precertification/medical-policy/e/esketamine-spravato",
            ),
            (
                "CareFirst (Caremark), Spravato coverage policy",
                "The Policy Vault",
                "https://coverage.pharmacistwrite.com",
            ),
            ("Policy BI734", "QualChoice", "https://documents.qualchoice.com"),
            ("Cigna Psychiatry: Spravato, change note", "OpenPayer", "https://openpayer.com"),
            (
                "Esketamine drug policy",
                "eviCore, copy at Verity",
                "https://verity.backworkai.com/policy/EVICORE-MEDICAL_DRUG-CA8E737B",
            ),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
            (
                "Intravenous ketamine or esketamine for depression: head-to-head meta-analysis",
                "Search to 19 March 2025",
                "https://openscience.ink/paper/intravenous-ketamine-esketamine-depression-meta-analysis",
            ),
            ("Good-faith estimate notice, text", "valeotopeka.org", "https://valeotopeka.org/no-surprises-act"),
        ),
        call_to_action(
            "Learn to do the billing yourself",
            (
                "Clinic Launch begins with a module on billing: codes, superbills, estimates, and the line "
                "between covered and not."
            ),
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
