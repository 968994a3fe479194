"""What a ketamine clinic may claim in public, and how to check a sentence before it is printed."""

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
    title="Advertising a ketamine clinic within the rules",
    slug="advertising-a-ketamine-clinic-within-the-rules",
    introduction=(
        "Every sentence on your website is a claim about a drug that has no approval for what you use it "
        "for. That is manageable, if you check the sentences one at a time."
    ),
    search_description=(
        "What a ketamine clinic may say in public: the words to strike, the evidence a claim needs, and a"
        " seven-question check for every sentence."
    ),
    topic="Law and compliance",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 7, 22),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="advert-check",
    cover_alt=(
        "A poster under a magnifying glass. The words “a cure”, “not addictive” and “works for all” are "
        "struck out; “off-label use” and “risks named” are ticked."
    ),
    body=[
        text(
            "<p>In 2023 a group of researchers read the advertising of ketamine providers in one state. They found 17"
            " advertisers with 26 sites in Maryland, and the paper, in JAMA Network Open, describes misleading claims"
            " among them: one said that ketamine was approved for depression, three that it was not addictive.<sup>1,"
            " 2</sup></p>"
            "<p>None of this takes bad intent. Somebody buys a website, somebody else fills it with sentences from "
            "other websites, and no one asks of each sentence, “How do we know?” That question is nearly all there is"
            " to lawful advertising. The rest is knowing who might ask it of you.</p>"
        ),
        heading("Who is watching"),
        text(
            "<p><b>The Federal Trade Commission</b> looks at health claims in any medium. Its Health Products "
            "Compliance Guidance of December 2022 says that a claim needs competent and reliable scientific evidence,"
            " which for health benefits generally means randomised controlled trials. That goes for what you say, "
            "what you imply, and what you let a grateful patient say for you. Agencies and endorsers can be liable as"
            " well. And a disclosure belongs in the same form as the claim it limits: spoken if the claim is spoken, "
            "on the screen if it is on the screen.<sup>3</sup></p>"
            "<p><b>The FDA</b> regulates promotion by makers of drugs. Clinics that advertise an off-label use stand "
            "in a grey area, as the Maryland paper points out.<sup>1</sup> Grey means uncertain, and it is a poor "
            "place to put a headline.</p>"
            "<p><b>Your state</b> has a say as well: medical boards and attorneys general have rules on professional "
            "advertising, testimonials and titles. Have a lawyer who knows them read the site once, and after every "
            "redesign.</p>"
        ),
        key_facts(
            "Before a sentence is printed",
            ("Source", "Which study or label, and who has read it?"),
            ("Meaning", "What would a tired, hopeful person take from it?"),
            ("Status", "Does the page say “off-label”?"),
            ("Risk", "Is it named as near and as large as the benefit?"),
        ),
        heading("Words to strike"),
        table(
            "Common sentences, and what is wrong with them",
            ["You may be tempted to write", "The trouble", "What can be supported"],
            [
                "“A cure for depression”",
                "No study shows one",
                "“A treatment that some patients with depression respond to”",
            ],
            [
                "“FDA-approved ketamine”",
                "Approved as an anaesthetic only",
                "“Off-label. The FDA has approved ketamine only as an anaesthetic”",
            ],
            [
                "“Not addictive”",
                "Ketamine is a Schedule III drug; misuse is among the label risks of esketamine",
                "“It can be misused. We screen for this and we monitor for it”",
            ],
            ["“Works in 24 hours”", "Promises a result to a particular reader", "Leave it out"],
            [
                "“70% success”",
                "Whose patients, measured how, against what?",
                "A published figure, with its source and its limits",
            ],
            ["“Covered by insurance”", "For infusions, mostly untrue", "“Insurers usually do not pay for IV ketamine”"],
            ["“Safe”", "Nothing is, without a list", "“These are the main risks”, followed by the list"],
        ),
        text("<p>The word “guaranteed” needs no row. Nor do photographs of people who look well and are models.</p>"),
        pull_quote("Grey means uncertain, and it is a poor place to put a headline."),
        heading("What the evidence will bear"),
        text(
            "<p>If you want to state a figure, here is what honest use of a few looks like.</p>"
            "<p>Across real-world studies with 2,665 patients, about 45% responded and 30% reached remission after IV"
            " ketamine.<sup>4</sup> That can be written, with the citation, if the next sentence says that such "
            "studies have no comparison group. In a trial of 65 patients published in October 2025, a series of "
            "infusions did not differ significantly from midazolam, and the blinding failed.<sup>5</sup> A page that "
            "carries the first and omits the second has chosen its readers' facts for them.</p>"
            "<p>Comparisons deserve most care. “More effective than the nasal spray” is a popular line. The pooled "
            "head-to-head studies give an odds ratio for response of 1.26 with an interval from 0.92 to "
            "1.71.<sup>6</sup> In words: perhaps, and perhaps not. Do not write it.</p>"
        ),
        figure(
            "evidence-balance",
            alt=(
                "A pair of scales above a chart of two results. Response, odds ratio 1.26, and remission, 1.31, "
                "lean towards IV; both intervals cross one, so the difference is not significant."
            ),
            caption="An interval that includes one is a reason to leave the comparison out of the brochure.",
        ),
        text(
            "<p>Name risks as readily. The FDA's 2023 alert on compounded ketamine lists abuse, raised blood "
            "pressure, psychiatric events, slowed breathing and bladder symptoms.<sup>7</sup> It was about use at "
            "home. A clinic that gives the drug under supervision can explain the difference, once it has named the "
            "list.</p>"
        ),
        heading("Other people's words"),
        text(
            "<p>Testimonials feel like free speech and are treated as claims. If a patient writes that you saved her "
            "life and you put it on the page, you have claimed it.<sup>3</sup> A line in small type, “results vary”, "
            "does not undo that. Our advice to a new clinic is to publish none. They cannot be invented, they can "
            "seldom be supported, and in mental health they ask somebody who has been very ill to advertise.</p>"
            "<p>The same applies to people you pay. An influencer, a marketing agency and the podcast you sponsor "
            "speak for you. Send each of them your list of struck words, and keep a copy of what they published.</p>"
        ),
        callout(
            "A product with a name",
            (
                "<p>Spravato is a trademark of Johnson &amp; Johnson. A clinic that offers it may say so plainly."
                " Do not borrow its logo, colours or pictures, and do not write about IV ketamine in a way that "
                "lets a reader think the spray's approval covers the drip.</p>"
            ),
            tone="note",
        ),
        heading("A page that passes"),
        text("<p>Here is a sample for an invented clinic. It is meant to be dull.</p>"),
        callout(
            "Sample text for a home page",
            (
                "<p>“We give ketamine infusions to adults with depression that has not responded to other "
                "treatments, after an assessment by a physician. This use is off-label: the FDA has approved "
                "ketamine only as an anaesthetic. Some patients improve and others do not. Risks include raised "
                "blood pressure, sedation, dissociation, slowed breathing and misuse. Insurers usually do not "
                "pay. We will tell you the full price in writing before you decide. If you are thinking about "
                "suicide, do not wait for an appointment: call or text 988.”</p>"
            ),
            tone="tip",
        ),
        text(
            "<p>Seven sentences with not one adjective of praise. A patient who telephones after reading it knows "
            "what is offered, what it costs to be wrong, and what to do tonight if it cannot wait. That is a call "
            "worth answering.</p>"
        ),
        figure(
            "checklist-desk",
            alt=("A hand ticks boxes on a clipboard; four of six are done. Coffee, glasses and a note lie around it."),
            caption="Keep the ticked sheet with the page it belongs to. It shows that somebody asked.",
        ),
        heading("The seven-question check"),
        text(
            "<p>Print this, and do not let a page go live until somebody other than its author has answered it in "
            "writing.</p>"
            "<ol>"
            "<li>What does each sentence claim, outright and by implication?</li>"
            "<li>What is the evidence for each claim, and where is the copy?</li>"
            "<li>Does the page say “off-label”, above the fold and in ordinary type?</li>"
            "<li>Are the main risks on the same page as the benefits?</li>"
            "<li>Is there a person, a story or a picture that promises what the text does not?</li>"
            "<li>Are prices complete, and is nothing said about insurance that the payers would deny?</li>"
            "<li>When will it be read again? Put the date at the bottom.</li>"
            "</ol>"
            "<p>Search your old pages too. The sentence that gets a clinic into trouble may have been written in its "
            "first week, by someone who has left.</p>"
        ),
        sources(
            (
                "Online advertising of ketamine in Maryland",
                "Crane and others, JAMA Network Open, 2023",
                "https://pmc.ncbi.nlm.nih.gov/articles/PMC10630893/",
            ),
            ("Ketamine advertisements found misleading", "UPI, 7 November 2023", ""),
            ("The FTC's Health Products Compliance Guidance, a summary", "Cooley, 2 March 2023", ""),
            (
                "Intravenous ketamine in the real world: a meta-analysis",
                "Journal of Psychiatric Research, 2022",
                "https://doi.org/10.1016/j.jpsychires.2022.04.037",
            ),
            (
                "Serial ketamine infusions versus midazolam (KARMA-Dep 2)",
                "JAMA Psychiatry, 22 October 2025",
                "https://doi.org/10.1001/jamapsychiatry.2025.3019",
            ),
            (
                "Intravenous ketamine or esketamine for depression: head-to-head meta-analysis",
                "Search to 19 March 2025",
                "https://openscience.ink/paper/intravenous-ketamine-esketamine-depression-meta-analysis",
            ),
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", ""),
        ),
        call_to_action(
            "The sentence about insurance, done properly",
            "Do insurers reimburse ketamine infusions? With words that you can put on a card.",
            "Read the article",
            "post:do-insurers-reimburse-ketamine-infusions",
        ),
    ],
)
