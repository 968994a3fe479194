"""Five questions for a practice that is thinking of adding ketamine infusions."""

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
    title="Should you add infusions to your practice?",
    slug="should-you-add-infusions-to-your-practice",
    introduction=(
        "You have patients, a licence, a lease and a waiting room. That is most of a clinic. Five "
        "questions decide whether it should become one."
    ),
    search_description=(
        "Five questions before a practice adds ketamine infusions: the evidence, the room, the people, "
        "the money, and what it does to the rest."
    ),
    topic="Spravato and IV",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 1, 21),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 1, 15),
    cover="evidence-balance",
    cover_alt=(
        "A pair of scales above a chart of two results. Response, odds ratio 1.26, and remission, 1.31, "
        "lean towards IV; both intervals cross one, so the difference is not significant."
    ),
    related=(
        "three-common-concerns-about-opening-a-ketamine-clinic",
        "spravato-or-iv-the-room-arithmetic",
    ),
    body=[
        text(
            "<p>A practice that already treats depression or pain has what a new clinic lacks: people who trust it. "
            "That makes adding infusions look small. You would buy a pump and a monitor, convert the spare room, and "
            "offer something more to patients who have run out of choices.</p>"
            "<p>Each part of that sentence deserves a second look. What follows are five questions in the order in "
            "which I would want them answered, because a “no” at any of them saves you the rest.</p>"
        ),
        heading("1. Do you believe the evidence, all of it?"),
        text(
            "<p>Start here, since you will be asked about it across your own desk. IV ketamine for mood or pain "
            "disorders is off-label; its approval is as an anaesthetic. The American Psychiatric Association's "
            "consensus group described the limits of long-term data in 2017 and declined to endorse a "
            "protocol.<sup>1</sup> Since then the literature has grown in both directions.</p>"
        ),
        table(
            "What some of the main studies found",
            ["Study", "Question", "Result"],
            [
                "Updated meta-analysis, 2022; 36 trials, 2,903 patients",
                "Any ketamine against placebo",
                "Response 2.14 times as likely, remission 1.64 times",
            ],
            [
                "ELEKT-D, 2023; 403 patients, open label",
                "IV ketamine against ECT, without psychosis",
                "Response 55.4% and 41.2%; not inferior",
            ],
            [
                "KARMA-Dep 2, 2025; 65 patients",
                "Serial infusions against midazolam",
                "Difference of 3.16 points on the MADRS, not significant; blinding failed",
            ],
            [
                "Real-world meta-analysis, 2022; 2,665 patients",
                "What happens in ordinary clinics",
                "45% respond, 30% remit",
            ],
            [
                "Head-to-head meta-analysis, to March 2025",
                "IV ketamine against nasal esketamine",
                "Leans to IV; not significant",
            ],
        ),
        text(
            "<p>The five are listed below with their addresses.<sup>2, 3, 4, 5, 6</sup> Stay with the third. It was "
            "small, its blinding failed, and it still could not show that a series of infusions did better than an "
            "active comparator. The second one was open: everyone knew who was having what.</p>"
            "<p>That need not end the matter. More than half of those given ketamine in the trial against ECT "
            "responded. It does mean that your consent form has to describe an uncertain treatment as uncertain, and "
            "that you must be at ease saying so to someone who is desperate. If that sentence would stick in your "
            "throat, or if you find yourself looking for a version that sells better, stop at question one.</p>"
        ),
        pull_quote("There is no common practice to hide behind."),
        heading("2. Do you have the room?"),
        text(
            "<p>A chair needs about 75 minutes for a 40-minute infusion, by our reckoning, once preparation, recovery"
            " and turnover are counted. A consulting room used that way gives up every ordinary appointment that "
            "would have fitted into them. It also changes its nature. It needs a monitor, oxygen, a cart within "
            "reach, a locked store, and somebody with a clear view of the patient at all times.</p>"
        ),
        figure(
            "infusion-room-plan",
            alt=(
                "Floor plan of an infusion room. Two chairs with monitors stand near the windows; a nurse's desk "
                "has dotted sight lines to both; a crash cart, a locked store and the entrance are marked."
            ),
            caption=(
                "Draw yours before you buy anything. If the sight lines do not work on paper, they will not work "
                "with a curtain."
            ),
        ),
        text(
            "<p>Noise matters more than new owners expect. A person in the middle of an infusion can hear the front "
            "desk.</p>"
        ),
        heading("3. Do you have the people?"),
        text(
            "<p>Anaesthesiologists ask for the same standards outside the operating room as in it: a trained, "
            "licensed clinician, a comprehensive plan, regular face-to-face review, a defined end point.<sup>7</sup> "
            "The field's own society adds screening and a level of sedation that stays short of "
            "anaesthesia.<sup>8</sup></p>"
            "<p>So ask who, by name, would manage an airway in your building on a Tuesday afternoon. If the answer is"
            " a person who has not done so since training, the real answer is no, for the time being. Then ask who "
            "would deal with the other emergency, the patient who becomes frightened, suicidal or manic a day later. "
            "A pain practice tends to be short of the second skill and a psychiatric practice of the first.</p>"
        ),
        figure(
            "safety-kit",
            alt=(
                "An oxygen cylinder, a cart with a breathing bag and a defibrillator, a blood pressure cuff, a "
                "monitor and an infusion pump; on the wall a call button and a checklist."
            ),
            caption="The equipment can be bought in a week. The habit of using it cannot.",
        ),
        text(
            "<p>Look at how others do it and you find no settled model. In one survey of 98 clinics, 53% began at 0.5"
            " mg/kg, the dose used in trials; 88% adjusted it; 40% offered therapy and 30% managed "
            "medication.<sup>9</sup> In a newer survey fewer than 30% of clinics were run by "
            "psychiatrists.<sup>10</sup> Variety of that kind is a warning as much as a freedom. There is no common "
            "practice to hide behind.</p>"
        ),
        callout(
            "Call your malpractice insurer today",
            (
                "<p>Ordinary policies often exclude ketamine. Ask in writing whether off-label infusions are "
                "covered, by whom they may be given, and whether another clinician must be in the room. An add-on"
                " service can endanger the cover of the practice it is added to.</p>"
            ),
            tone="warning",
        ),
        heading("4. Does the money work when it is slow?"),
        text(
            "<p>The patient usually pays. Published prices for a mood infusion range from $400 to $800, with six to "
            "eight in a first series.<sup>11, 12</sup> The drug itself costs little.</p>"
            "<p>Take an invented practice that assumes $7,500 of extra fixed cost a month, charges $450 and spends "
            "$53.50 per visit on card fees, drug and supplies. Each visit leaves $396.50, and the month breaks even "
            "at 19 completed visits. Whether nineteen is easy depends on arithmetic you can do tonight: how many of "
            "the patients you saw last month would be suitable, how many of those would agree after an honest "
            "consent, and how many of those could pay. Multiply. The product is usually smaller than the first number"
            " by a factor that surprises people.</p>"
            "<p>If you take insurance for your ordinary work, one caution belongs here. Being in network with a plan "
            "limits what you may collect from its members, for new services too. Read <a "
            'href="/blog/do-insurers-reimburse-ketamine-infusions/">how the payers see it</a> before you set a '
            "price.</p>"
        ),
        heading("5. What would it do to the rest of your practice?"),
        text(
            "<p>A practice known for infusions attracts a different telephone call. Some callers will be people you "
            "can help. Others want the drug, or have been promised a result by an advertisement. Your referrers will "
            "form a view. Your staff, who joined a pain clinic or a psychiatric office, will be watching people "
            "dissociate.</p>"
            "<p>There is another risk, and it is quieter. A treatment that brings in cash at each visit, in a room "
            "that costs money when empty, bends judgement. Decide in advance who may say that a patient has had "
            "enough, and make it a person who does not read the monthly accounts.</p>"
        ),
        key_facts(
            "A fair yes looks like this",
            ("Patients", "You can name a dozen who have run out of approved options"),
            ("Staff", "Airway and psychiatric skill, both in the building"),
            ("Insurer", "Cover confirmed in writing"),
            ("Room", "Sight lines, storage and quiet, on a drawing"),
            ("Money", "Break-even at a number you have counted, not hoped"),
            ("Consent", "You could read it aloud to a colleague"),
        ),
        text(
            "<p>Four out of six is a reason to wait and mend the other two. Six out of six is a reason to begin with "
            "one afternoon a week, keep notes on everything, and look again after three months. And if it turns out "
            "that the approved nasal product would suit your patients better, that is a different room with <a "
            'href="/blog/spravato-or-iv-the-room-arithmetic/">a different arithmetic</a>.</p>'
        ),
        sources(
            ("Consensus statement on ketamine in mood disorders", "Sanacora and others, JAMA Psychiatry, 2017", ""),
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
                "Safe use of ketamine: guidance",
                "American Society of Anesthesiologists",
                "https://asahq.org/advocating-for-you/guidance/ketamine-safe-use",
            ),
            (
                "ASKP3 standards for ketamine therapy",
                "Osmind, 21 January 2025",
                "https://osmind.org/blog/askp3-standards-for-ketamine-therapy",
            ),
            (
                "A survey of ketamine clinics",
                "O'Brien and others, American Journal of Psychiatry, 2022",
                "https://psychiatryonline.org/doi/10.1176/appi.ajp.21111086",
            ),
            (
                "A survey of 119 ketamine clinics",
                "Pacilio and others, Journal of Clinical Psychiatry, 2025",
                "https://doi.org/10.4088/JCP.25m15809",
            ),
            ("What ketamine therapy costs", "Thervo", "https://thervo.com/costs/ketamine-therapy-cost"),
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
        ),
        call_to_action(
            "Put it to the test",
            (
                "Clinic Launch takes the decision apart: the bill, the choice of treatment room, and the clinic "
                "around them."
            ),
            "See the syllabus",
            "course:clinic-launch",
        ),
    ],
)
