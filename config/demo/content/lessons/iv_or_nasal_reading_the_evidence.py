"""Spravato trade-offs, lesson 4: what the trials of IV ketamine and nasal esketamine show, and how to say it."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="IV or nasal: reading the evidence honestly",
    slug="iv-or-nasal-reading-the-evidence",
    summary=(
        "What the head-to-head studies and the main trials show, what they cannot, and how to say it to a"
        " patient in four sentences."
    ),
    minutes=11,
    checked_on=datetime.date(2026, 11, 20),
    body=[
        text(
            "<p>“Which works better?” Patients ask it at the first visit, and so will your partner, your landlord and"
            " the local paper. The market has two ready answers. Sellers of infusions say that IV is stronger. "
            "Sellers of the spray say that it is the approved one. Both statements lean on something real, and each "
            "leaves out what the other knows.</p>"
            "<p>To read this literature you need only four questions. Compared with what? Who chose which patient got"
            " which? Did patients and raters know? And would a different result have been noticed?</p>"
        ),
        heading("Start with what is approved"),
        text(
            "<p>IV ketamine is approved by the FDA as an anaesthetic. For depression it is off-label.<sup>1</sup> "
            "Spravato, the esketamine spray of Johnson &amp; Johnson, is approved for treatment-resistant depression,"
            " since January 2025 also on its own, and for major depression with acute suicidal thoughts or "
            "behaviour.<sup>2, 3</sup> Its label adds that it has not been shown to prevent suicide.<sup>4</sup></p>"
            "<p>Approval says that a maker brought trials to a regulator, who found the benefits worth the risks "
            "under stated conditions. It does not rank the drug against one that nobody brought. Absence of approval "
            "says that this has not happened. It proves neither that a drug fails nor that it is dangerous.</p>"
        ),
        heading("The two against each other"),
        table(
            "Studies that compare IV ketamine and nasal esketamine",
            ["Study", "Design", "Result", "Ask yourself"],
            [
                "Bahji 2021, 24 trials, 1,877 people",
                "Indirect: each drug against its own control",
                "Favoured racemic ketamine; an erratum followed, which we have not seen",
                "Were the controls alike?",
            ],
            [
                "Yale, 2022, 210 people",
                "Retrospective",
                "MADRS difference 2.15 (-0.06 to 4.37), p = .06",
                "Who was sent to which?",
            ],
            [
                "Observational, 62 people",
                "Not randomised",
                "Similar response and remission; IV needed fewer treatments",
                "Faster, or treated differently?",
            ],
            [
                "McLean, 2025, 153 people",
                "Chart review, eight sessions",
                "QIDS fell 49.2% with IV and 39.6% with nasal",
                "Who could pay for IV?",
            ],
            [
                "Meta-analysis to March 2025, 8 studies, 978 people",
                "Head to head, 7 observational studies pooled",
                "Response OR 1.26 (0.92 to 1.71), remission OR 1.31 (0.93 to 1.86)",
                "Next section",
            ],
        ),
        text(
            "<p>They are cited in the same order.<sup>5, 6, 7, 8, 9</sup> In 2021 a panel of experts concluded that "
            "adequate head-to-head trials were lacking and the relative efficacy was unknown.<sup>10</sup> The pooled"
            " estimate since then leans one way and stops short. A large randomised comparison is what everyone still"
            " lacks.</p>"
            "<p>One small trial of 76 people points in another direction. It gave both drugs by the nose: on MADRS "
            "racemic ketamine was not inferior, yet remission came to 15.6% with it and 38.7% with "
            "esketamine.<sup>11</sup> Whoever quotes the 2021 ranking should quote this beside it.</p>"
        ),
        heading("Turn the odds ratio into people"),
        figure(
            "evidence-balance",
            alt=(
                "A pair of scales above a chart of two results. Response, odds ratio 1.26, and remission, 1.31, "
                "lean towards IV; both intervals cross one, so the difference is not significant."
            ),
            caption="The bars matter more than the dots.",
        ),
        text(
            "<p>Suppose that 40 of 100 patients respond to the spray. The 40 is invented; the ratio is from the "
            "meta-analysis. Odds of 40 to 60 are 0.667. Multiply by 1.26 and turn them back: about 46 of 100 with IV."
            " Do the same with the ends of the interval, 0.92 and 1.71, and you get 38 and 53.</p>"
            "<p>So the studies are compatible with IV helping two fewer in a hundred, or thirteen more, with six more"
            " as the best guess. That sentence is harder to print on a leaflet than “superior”, and it is what we "
            "know. Add that patients were not allotted by chance. Those who chose and paid for infusions may have "
            "differed in illness, in money and in hope.</p>"
            "<p><b>“IV may act faster; that it works better is unproven.”</b> If you remember one line from this "
            "module, take that one.<sup>7, 9</sup></p>"
        ),
        heading("Against something else"),
        text(
            "<ul>"
            "<li><b>Placebo.</b> Across 36 randomised trials with 2,903 people, any ketamine against placebo: "
            "response 2.14 times as frequent, remission 1.64 times.<sup>12</sup></li>"
            "<li><b>ECT.</b> ELEKT-D, 403 people without psychosis, open label: 55.4% responded to IV ketamine and "
            "41.2% to ECT. Ketamine was not inferior.<sup>13</sup></li>"
            "<li><b>An active placebo.</b> KARMA-Dep 2, 2025, 65 people, serial infusions against midazolam: MADRS "
            "difference -3.16 (-8.54 to 2.22), p = .25. No significant difference, and the blinding "
            "failed.<sup>14</sup></li>"
            "<li><b>Quetiapine.</b> ESCAPE-TRD, 676 people, open label, compared nasal esketamine with quetiapine. We"
            " have not verified the remission figures and leave them out.<sup>15</sup></li>"
            "<li><b>Placebo spray.</b> In the monotherapy trial 22.5% remitted by week four, and 7.6% on "
            "placebo.<sup>16, 17</sup></li>"
            "<li><b>Nobody.</b> In real-world IV studies with 2,665 people, 45% responded and 30% "
            "remitted.<sup>18</sup> Without a comparison group, the figure includes those who would have improved "
            "anyway.</li>"
            "</ul>"
            "<p>Blinding deserves a pause. A person who feels the room dissolve knows what is in the drip. Hope then "
            "does part of the work in one arm and disappointment in the other. KARMA-Dep 2 used a sedating comparator"
            " and patients could still tell. It was small, so it cannot show that infusions do nothing. It does show "
            "that a careful trial could fail to find the effect that everyone expected, and a clinic that hides it "
            "from patients has stopped informing them.</p>"
        ),
        figure(
            "iv-or-nasal",
            alt=(
                "Two treatment rooms side by side. Left, IV ketamine: a recliner, a drip and a monitor, marked "
                "off-label and often paid by the patient. Right, nasal esketamine: a recliner, a clock and a "
                "checklist, marked on-label, REMS site, two hours."
            ),
            caption="For most patients the practical differences are larger than the proven clinical one.",
        ),
        heading("Risks are evidence too"),
        text(
            "<p>For the spray the label counts them: sedation in 48% to 61%, dissociation in 61% to 84%, loss of "
            "consciousness in 0.3% to 0.4%, and a boxed warning that also names respiratory depression, misuse and "
            "suicidal thoughts.<sup>4</sup> For compounded ketamine at home the FDA's alert names abuse, raised blood"
            " pressure, psychiatric events, slowed breathing and bladder symptoms.<sup>1</sup> Because a label exists"
            " for one and not for the other in depression, the approved drug has the longer list. Do not read the "
            "shorter list as safety.</p>"
        ),
        heading("Mark these four sentences"),
        text(
            "<p>Which would you let stand on your website? Decide before you read on.</p>"
            "<ol>"
            "<li>“IV ketamine is more effective than Spravato.”</li>"
            "<li>“Spravato is FDA-approved, so it is the safer choice.”</li>"
            "<li>“In a large trial IV ketamine was at least as good as ECT.”</li>"
            "<li>“45% of patients respond to ketamine infusions.”</li>"
            "</ol>"
            "<p>The <b>first</b> goes: both intervals include one. The <b>second</b> goes, for approval is no "
            "comparison. The <b>third</b> may stand if it adds <i>open label</i> and <i>without psychosis</i>, and "
            "names the trial. The <b>fourth</b> may stand beside its source, the words “without a comparison group”, "
            "and KARMA-Dep 2. If that makes the sentence too long for the page, leave it off the page.</p>"
        ),
        callout(
            "Four sentences for a patient",
            (
                "<p>“Both treatments help some people with depression that has not responded to other drugs, and "
                "some not at all. The spray is approved for this; infusions are off-label. No good trial has "
                "settled which works better, and a recent small one of infusions found no clear difference from a"
                " sedative. Both can cause sedation, dissociation and a rise in blood pressure, both can be "
                "misused, and if you are thinking of suicide please call or text 988 today.”</p>"
            ),
            tone="note",
        ),
        heading("Keep it current"),
        text(
            "<p>Put the table above on a page that your clinicians share. Give each row a date and each clinician one"
            " row to watch. When a new trial appears, add it before you decide whether you like it. Twice a year read"
            " your own website against the page, with somebody in the room who earns nothing from either "
            "treatment.</p>"
            "<p>Most rows here come from published papers or their abstracts. The 2021 figures we have not reprinted,"
            " since we could not check them against the correction. Prices, rooms and payers belong in the other "
            "lessons. They are good reasons to offer one treatment rather than the other, as long as no one calls "
            "them efficacy.</p>"
        ),
        sources(
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", "https://scrippsnews.com"),
            (
                "FDA approves Spravato as a monotherapy",
                "Becker's Hospital Review, January 2025",
                "https://beckershospitalreview.com/pharmacy/j-j-approves-1st-monotherapy-for-treatment-resistant-depression.html",
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
                "Racemic ketamine and esketamine for depression: a meta-analysis (with erratum)",
                "Bahji and others, Journal of Affective Disorders, 2021",
                "https://pubmed.ncbi.nlm.nih.gov/33022440/",
            ),
            (
                "Intravenous ketamine and nasal esketamine, a retrospective comparison",
                "Yale, 2022",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC9096687/",
            ),
            (
                "Intravenous ketamine and nasal esketamine, an observational comparison (62 patients)",
                "Journal of Clinical Psychiatry, report at MedWorks Media",
                "https://medworksmedia.com",
            ),
            (
                "Intravenous ketamine and nasal esketamine, a chart review",
                "Meisner and others, 2025",
                "https://pubmed.ncbi.nlm.nih.gov/41004170/",
            ),
            (
                "Intravenous ketamine or esketamine for depression: head-to-head meta-analysis",
                "Search to 19 March 2025",
                "https://openscience.ink/paper/intravenous-ketamine-esketamine-depression-meta-analysis",
            ),
            (
                "Synthesizing the evidence for ketamine and esketamine",
                "McIntyre and others, American Journal of Psychiatry, 2021",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.2020.20081251",
            ),
            (
                "Nasal racemic ketamine and nasal esketamine (76 patients)",
                "OpenScience summary",
                "https://openscience.ink/paper/intranasal-racemic-ketamine-esketamine-treatment-resistant-depression",
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
                "Nasal esketamine versus quetiapine (ESCAPE-TRD)",
                "New England Journal of Medicine, 2023; summary at Mokkap",
                "https://mokkap2.com",
            ),
            ("FDA clears Spravato as monotherapy", "MT Newswires, 21 January 2025", "https://financetom.com"),
            (
                "Spravato approved on its own for resistant depression",
                "DeepNewz, 21 January 2025",
                "https://deepnewzmarket.com",
            ),
            (
                "Intravenous ketamine in the real world: a meta-analysis",
                "Journal of Psychiatric Research, 2022",
                "https://doi.org/10.1016/j.jpsychires.2022.04.037",
            ),
        ),
    ],
)
