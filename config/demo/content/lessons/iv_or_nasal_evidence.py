"""Spravato trade-offs, lesson 3: what the comparison of IV ketamine and nasal esketamine can and cannot say."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, key_facts, sources, table, text

LESSON = Lesson(
    title="IV or nasal: reading the evidence honestly",
    slug="iv-or-nasal-reading-the-evidence",
    summary=(
        "What trials and head-to-head studies say about IV ketamine and nasal esketamine, and how to say it plainly."
    ),
    minutes=20,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>“Which one works better?” Patients ask it, referrers ask it, and your website will be "
            "tempted to answer in four words. The literature answers in a paragraph. After this lesson you "
            "should be able to say the paragraph from memory, including the parts that do not help the "
            "service you happen to sell.</p>"
            "<p>Two substances are compared. Racemic ketamine is approved as an anaesthetic only; given "
            "into a vein for depression it is off-label. Esketamine, one of its two mirror forms, is sold "
            "as the nasal spray Spravato by Johnson &amp; Johnson and is approved for two kinds of "
            "depression.<sup>1, 2</sup> Molecule, route, dose, setting and payer all differ, so a study "
            "that finds a difference has not told you which of the five made it.</p>"
        ),
        heading("First, each against something else"),
        table(
            "Trials and reviews of each treatment against another comparator",
            ["Study", "Comparison", "Result as published"],
            ["Spravato alone, approval trial, 2025", "Against placebo, week 4", "Remission 22.5% and 7.6%"],
            [
                "ESCAPE-TRD, 2023; 676 patients, open label",
                "Nasal esketamine and quetiapine XR",
                "Outcome figures seen only at second hand, so not quoted here",
            ],
            [
                "Updated meta-analysis, 2022; 36 trials, 2,903 patients",
                "Any ketamine and placebo",
                "Response ratio 2.14, remission 1.64, drop-outs 1.00",
            ],
            [
                "ELEKT-D, 2023; 403 patients, open label",
                "IV ketamine and ECT, no psychosis",
                "Response 55.4% and 41.2%; non-inferior",
            ],
            [
                "KARMA-Dep 2, 2025; 65 patients",
                "Serial IV ketamine and midazolam",
                "MADRS difference -3.16 (-8.54 to 2.22), p = .25; blinding failed",
            ],
            ["Real-world IV meta-analysis, 2022; 2,665 patients", "No control group", "45% respond, 30% remit"],
        ),
        text(
            "<p>The addresses are at the end.<sup>3, 4, 5, 6, 7, 8</sup> Three remarks before going on. "
            "Knowing what one receives can flatter a result, and two of these trials were open. The trial "
            "with an active comparator, KARMA-Dep 2, found no significant advantage for a series of "
            "infusions; it was small, and its blinding failed. And the last row has no control group, so "
            "45% describes what happened to patients in clinics and cannot tell you how much of it the drug "
            "did.</p>"
        ),
        heading("Then, one against the other"),
        figure(
            "evidence-balance",
            alt=(
                "A pair of scales above two horizontal intervals. Response, odds ratio 1.26 from 0.92 to 1.71, "
                "and remission, 1.31 from 0.93 to 1.86, both lie mostly on the side of IV and both cross one."
            ),
            caption="The pooled head-to-head estimate to March 2025. Both intervals include no difference.",
        ),
        text(
            "<p>A review of studies up to 19 March 2025 found eight with 978 patients and pooled seven of "
            "them, all observational. For response the odds ratio was 1.26 in favour of IV (0.92 to 1.71); "
            "for remission it was 1.31 (0.93 to 1.86).<sup>9</sup> Neither is significant. The honest "
            "reading is a lean towards IV that may be chance or may be selection.</p>"
            "<p>Selection deserves its own sentence. In these cohorts the patients were not randomised. "
            "Those who came for infusions could often pay for them, and those who had the spray had "
            "satisfied a plan. They may differ in severity, in support, in work and in hope, and no "
            "statistical adjustment reaches all of that.</p>"
        ),
        table(
            "Individual comparisons you may hear quoted",
            ["Study", "Design", "Finding"],
            ["Yale, 2022; 210 patients", "Retrospective", "MADRS difference 2.15 (-0.06 to 4.37), p = .06"],
            [
                "Published in J Clin Psychiatry; 62 patients",
                "Observational",
                "Similar response and remission; IV needed fewer treatments",
            ],
            ["McLean, 2025; 153 patients", "Chart review, eight sessions", "QIDS fell 49.2% with IV, 39.6% with nasal"],
            [
                "Nasal racemic and nasal esketamine; 76 patients",
                "Comparison of two sprays",
                "MADRS non-inferior; remission 15.6% and 38.7%, favouring esketamine",
            ],
        ),
        text(
            "<p>Read down the right-hand column.<sup>10, 11, 12, 13</sup> One study just misses "
            "significance, one finds the same outcome with fewer visits, one favours IV in charts, and the "
            "last sets two sprays side by side and so does not bear on the vein at all. Quote any single "
            "one and you can say almost anything.</p>"
        ),
        heading("The famous ratio"),
        text(
            "<p>Advertisements like a meta-analysis of 2021 with 24 trials and 1,877 patients. It reported "
            "a response ratio of 3.01 for racemic ketamine and 1.38 for esketamine, with remission and "
            "drop-outs pointing the same way.<sup>14</sup> Look at what was divided by what. Each drug had "
            "been compared with its own control, in trials of different design, and the two results were "
            "then laid next to each other. That is an indirect comparison. It suggests a hypothesis. An "
            "erratum was published as well, and we have not seen its text; anyone who quotes the numbers "
            "should read it.</p>"
            "<p>Experts writing in the American Journal of Psychiatry in the same year concluded that no "
            "adequate head-to-head trial existed and that the relative efficacy was unknown.<sup>15</sup> "
            "More cohorts have arrived since. In the sources we have, nothing has replaced that "
            "conclusion.</p>"
        ),
        callout(
            "What may be said today",
            "<p>IV ketamine may act faster or need fewer sessions. Its superiority over nasal esketamine is "
            "unproven. Nasal esketamine is approved and often covered; IV ketamine for depression is "
            "neither approved nor, as a rule, covered. Both can cause dissociation and raise blood "
            "pressure, and both need watching.</p>",
        ),
        heading("What the choice trades"),
        figure(
            "iv-or-nasal",
            alt=(
                "Two treatment rooms next to each other. One has a drip and a monitor and is marked off-label, "
                "patient often pays. The other has a clock and a checklist and is marked on-label, REMS site, "
                "two hours."
            ),
            caption="If efficacy cannot decide, these differences will, and the patient should hear them.",
        ),
        text(
            "<p>With efficacy undecided, other facts weigh more. Approval: one has it, the other does not. "
            "Time: at least two hours of observation each session for the spray, in a certified site. "
            "Money: authorisation and a copay on one side, a bill of several hundred dollars on the other. "
            "Consent: for an off-label infusion you carry more of the explanation, and more of the "
            "responsibility for the protocol. Reversibility: an infusion can be stopped.</p>"
            "<p>Your interest belongs on the list too. A clinic that offers only one of the two has a "
            "reason to believe in it. Say so to the patient, and know where you would send somebody who "
            "should have the other.</p>"
        ),
        heading("Practise the paragraph"),
        text(
            "<p>Here is a version to rewrite in your own voice: “Both treatments help some people whose "
            "depression has not responded, and neither helps everyone. The studies that compare them "
            "directly lean a little towards the infusion, but the difference could be chance, and they were "
            "not randomised. In one small recent trial a series of infusions was not clearly better than a "
            "sedative. The spray is approved and your plan may pay. The infusion is not approved for this, "
            "and you would probably pay. We would stop either one if it is not helping, and we would agree "
            "beforehand how we will know.”</p>"
            "<p>That takes under a minute. Try it on a colleague from another field, and ask which "
            "treatment you seemed to be selling.</p>"
        ),
        heading("Misreadings to avoid"),
        text(
            "<ul>"
            "<li><b>Comparing percentages across trials.</b> 55.4% in one trial above is response and 22.5% "
            "in another is remission, in different people against different comparators.</li>"
            "<li><b>Response for remission.</b> The first is an improvement, the second the near absence of "
            "symptoms.</li>"
            "<li><b>“Not significant” for “equal”.</b> Wide intervals leave room for either to be better.</li>"
            "<li><b>Non-inferior for superior.</b> ELEKT-D was built to show the first, in patients without "
            "psychosis.</li>"
            "<li><b>Silence about harm.</b> Sedation and dissociation are common on the Spravato label, and "
            "its boxed warning includes respiratory depression and misuse.<sup>2</sup> The FDA's alerts on "
            "compounded ketamine name similar risks.</li>"
            "</ul>"
        ),
        key_facts(
            "A claim check before you publish anything",
            ("Design", "Randomised? Blinded? Compared with what?"),
            ("Number", "With its interval, or not at all"),
            ("Population", "Named, and like your patients?"),
            ("Status", "Off-label or approved, stated beside the claim"),
            ("Harm", "In the same size of type"),
        ),
        heading("Exercise"),
        text(
            "<ol>"
            "<li>Take a sentence about efficacy from your website or a competitor's. Find the study, and "
            "write beside it the design, the number and the interval.</li>"
            "<li>Write the paragraph above in your own words and time it.</li>"
            "<li>Decide on paper what result at which session would make you stop, for each treatment. The "
            "clinicians decide this, without the accounts in front of them.</li>"
            "<li>Put a date in the diary, six months ahead, to look for new head-to-head trials.</li>"
            "</ol>"
        ),
        sources(
            ("FDA warning on ketamine", "Scripps News, 2023", "https://scrippsnews.com"),
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint, undated",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "First monotherapy approved for treatment-resistant depression",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
            ),
            (
                "Esketamine nasal spray versus quetiapine (ESCAPE-TRD)",
                "New England Journal of Medicine, 2023 (as summarised)",
                "https://mokkap2.com",
            ),
            (
                "Ketamine for depression: updated meta-analysis of 36 trials",
                "Bahji and others, 2022",
                "https://pubmed.ncbi.nlm.nih.gov/35231204/",
            ),
            (
                "Ketamine versus ECT (ELEKT-D)",
                "New England Journal of Medicine, 2023",
                "https://pubmed.ncbi.nlm.nih.gov/37224232/",
            ),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
            ),
            (
                "Intravenous ketamine in the real world: a meta-analysis",
                "Journal of Psychiatric Research, 2022",
                "https://doi.org/10.1016/j.jpsychires.2022.04.037",
            ),
            (
                "Intravenous ketamine or esketamine for depression: head-to-head meta-analysis",
                "Search to 19 March 2025",
                "https://openscience.ink/paper/intravenous-ketamine-esketamine-depression-meta-analysis",
            ),
            (
                "IV ketamine and nasal esketamine: a retrospective comparison",
                "Yale, 2022",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC9096687/",
            ),
            (
                "IV ketamine and nasal esketamine: observational study of 62 patients",
                "Journal of Clinical Psychiatry, undated copy",
                "https://medworksmedia.com",
            ),
            (
                "IV ketamine and nasal esketamine: chart review",
                "Meisner and others, McLean Hospital, 2025",
                "https://pubmed.ncbi.nlm.nih.gov/41004170/",
            ),
            (
                "Intranasal racemic ketamine and esketamine",
                "Study of 76 patients, undated copy",
                "https://openscience.ink/paper/intranasal-racemic-ketamine-esketamine-treatment-resistant-depression",
            ),
            (
                "Racemic ketamine and esketamine for depression: meta-analysis, with erratum 2021;281:1001",
                "Bahji, Vazquez and Zarate, Journal of Affective Disorders, 2021",
                "https://doi.org/10.1016/j.jad.2020.09.071",
            ),
            (
                "Expert opinion on ketamine and esketamine for resistant depression",
                "McIntyre and others, American Journal of Psychiatry, 2021",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.2020.20081251",
            ),
        ),
    ],
)
