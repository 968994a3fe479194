"""Three worries of future clinic owners, each set against what the record says."""

import datetime

from config.demo.words import Post, call_to_action, callout, figure, heading, key_facts, pull_quote, sources, text

POST = Post(
    title="Three common concerns about opening a ketamine clinic",
    slug="three-common-concerns-about-opening-a-ketamine-clinic",
    introduction=(
        "What if nobody comes? What if something goes wrong in the chair? What if I break a rule I have "
        "never heard of? All three are good questions, and two of them have answers."
    ),
    search_description=(
        "Empty chairs, safety and unknown rules: what the record says about the three worries every "
        "future ketamine clinic owner brings."
    ),
    topic="Clinic set-up",
    author="okafor",
    reviewer="lindqvist",
    published_on=datetime.date(2026, 8, 25),
    checked_on=datetime.date(2026, 11, 20),
    next_check_on=datetime.date(2027, 5, 20),
    cover="team-huddle",
    cover_alt="Four colleagues stand in front of a wall chart and talk; one holds a clipboard, another a mug.",
    body=[
        text(
            "<p>Clinicians who are thinking about a ketamine clinic tend to apologise for their worries, as if "
            "courage were the missing ingredient. It seldom is. The worries are a fair summary of the risks, and "
            "people who take them apart early build better clinics, or decide in good time not to build one.</p>"
            "<p>Here are the three I hear most, with what can be said for and against each.</p>"
        ),
        heading("1. “What if nobody comes?”"),
        text(
            "<p>This one has no general answer, which is why it belongs first. Demand is local, it changes, and the "
            "clinics that misjudged it do not write articles. The failure with most written about it is a chain that "
            "had grown to 13 sites in nine states. It shut in March 2023 at thirty minutes' notice. The reports name "
            "fast expansion, overhead, and new sites that stayed empty.<sup>1, 2</sup></p>"
        ),
        figure(
            "empty-site",
            alt=(
                "A shop front after dark: a notice taped to the door, letters on the step, and an empty recliner "
                "behind the window."
            ),
            caption="Rent, staff and insurance are paid by the month, whether or not the chair is.",
        ),
        text(
            "<p>What you can do is work out how much of an answer you need. Add up one month's fixed costs. Divide by"
            " what one visit leaves after the card fee and the supplies. The result is the number of completed visits"
            " at which the month pays for itself. With an assumed fixed cost of $24,000 and an assumed $425.75 left "
            "from each visit, it is 57. Those two inputs are ours and only there to show the division. Yours will "
            "differ, and the exercise takes an evening.</p>"
            "<p>Then look at what a visit asks of a patient. Published prices for a mood infusion run from $400 to "
            "$800, and a first series is six to eight of them.<sup>3, 4</sup> Insurers rarely contribute. The patient"
            " who can pay for one may not be able to pay for eight, and no-show rates in psychiatric practice range "
            "from 2% to 30% across studies.<sup>5</sup></p>"
        ),
        callout(
            "Small, and paid as you go",
            (
                "<p>One room can tell you what five rooms would have told you. And think hard before selling "
                "packages in advance: when that chain closed, patients who had prepaid were stranded. If you do "
                "take money ahead, keep it apart and be able to return it.</p>"
            ),
            tone="tip",
        ),
        heading("2. “What if something goes wrong in the chair?”"),
        text(
            "<p>This question has good answers, because anaesthetists have been working on it for decades. The "
            "American Society of Anesthesiologists says that ketamine outside the operating room deserves the "
            "standards applied to other anaesthetics: a comprehensive plan, a trained and licensed clinician, regular"
            " face-to-face review, an end point, and an eye on diversion.<sup>6</sup> The field's own society asks "
            "for screening, consent that names the off-label use, vital signs, and a level that stays below "
            "anaesthesia.<sup>7</sup></p>"
            "<p>The equipment is known too. A list that one clinic publishes includes staff with basic and advanced "
            "life support, a cart and a defibrillator, oxygen and airway skills, monitoring of saturation, pressure "
            "and rhythm, a pump, a call bell and a plan for the ambulance.<sup>8</sup> It is an example, not a "
            "standard. Your malpractice insurer, your state and your own anaesthesia colleagues will add to it.</p>"
        ),
        figure(
            "safety-kit",
            alt=(
                "An oxygen cylinder, a cart with a breathing bag and a defibrillator, a blood pressure cuff, a "
                "monitor and an infusion pump; on the wall a call button and a checklist."
            ),
            caption=(
                "Owning the kit is the smaller half. Ask who will use it at four on a Friday, and when they last did."
            ),
        ),
        text(
            "<p>Where clinics differ is in how they use all this. A survey of 98 clinics found that 88% adjusted the "
            "dose over time and 40% offered therapy alongside.<sup>9</sup> A later one, of 119 clinics, found more "
            "than 40% with ketamine for use at home and fewer than 30% run by psychiatrists.<sup>10</sup> The FDA has"
            " warned twice about compounded products, the second time about home use, naming abuse, blood pressure, "
            "psychiatric events, slowed breathing and bladder symptoms.<sup>11, 12</sup></p>"
            "<p>Honesty about benefit is a form of safety as well. Across real-world studies of IV ketamine, about "
            "45% of patients responded and 30% remitted.<sup>13</sup> In October 2025 a careful trial of serial "
            "infusions in 65 patients found no significant difference from midazolam, although the blinding "
            "failed.<sup>14</sup> A patient who has been told both is a patient who can consent.</p>"
            "<p>Malpractice insurance is the part people leave until late. One specialist broker quotes $15,000 to "
            "$20,000 a year for a low-volume start-up, and ordinary policies often exclude ketamine "
            "altogether.<sup>15</sup> Read the exclusion page before anything else. An uninsured afternoon is the "
            "thing to be afraid of.</p>"
        ),
        heading("3. “What if I break a rule I have never heard of?”"),
        text(
            "<p>You will meet more rules than you expect, and they come from five directions at once: your state's "
            "law on who may own a medical practice, your licence and scope of practice, federal rules on controlled "
            "substances, your payer contracts, and the law of advertising. Few people know all five. Nobody should "
            "open without a person who answers for each.</p>"
        ),
        figure(
            "ownership-structure",
            alt=(
                "A medical practice owned by physicians and a management company run by managers. Services pass "
                "one way and a fee the other; diagnosis, treatment, records and fees stay with the practice, and "
                "no clinical decisions cross the line."
            ),
            caption="Who may own what is a question of state law, and it comes before the lease.",
        ),
        text(
            "<p>Some of the rules surprise people:</p>"
            "<ul>"
            "<li>In California a medical corporation must be at least 51% physician-owned, and a management company "
            "may do non-clinical work only.<sup>16, 17</sup></li>"
            "<li>Ketamine and esketamine are both in Schedule III. A theft or significant loss must be notified in "
            "writing within one business day.<sup>18</sup></li>"
            "<li>Texas proposed, in January 2026, registration every two years and a physician on site for every "
            "infusion.<sup>19</sup> We could not establish whether the rules were adopted.</li>"
            "<li>Prescribing controlled drugs by video without an earlier visit in person rests on a federal "
            "extension that ends on 31 December 2026.<sup>20</sup></li>"
            "<li>If a covered service is billed in network, charging the member more than the plan's cost sharing "
            "breaches the contract.<sup>21</sup></li>"
            "</ul>"
        ),
        pull_quote("You will meet more rules than you expect, and they come from five directions at once."),
        text(
            "<p>Read the list again and notice how much of it is local or temporary. That is the reason to distrust "
            "any course, ours included, that claims to hand you the rules. In 2018, when the first training courses "
            "for ketamine clinics appeared, experts told STAT that it was early to sell training for something that "
            "had no standard protocol.<sup>22</sup> The criticism still does useful work. A course can give you the "
            "questions and the documents. The answers for your address come from your lawyer, your insurer and your "
            "state board.</p>"
        ),
        key_facts(
            "Whom to call, in this order",
            ("Health-care lawyer in your state", "Ownership, presence, advertising"),
            ("Malpractice broker", "The ketamine exclusion, in writing"),
            ("DEA field office and state controlled-substance authority", "Registration and storage at that address"),
            ("Coder or payer representative", "What each contract lets you collect"),
            ("Landlord", "Last"),
        ),
        heading("What to do with the answers"),
        text(
            "<p>Of the three concerns, the second and third can be worked down with money, time and other people's "
            "expertise. The first can only be tested. If the test you can afford is one room on two afternoons a week"
            " inside a practice you already have, that is a respectable way to begin, and a cheap way to be "
            "wrong.</p>"
        ),
        sources(
            ("The closure of a 13-site ketamine chain", "Behavioral Health Business, 16 March 2023", ""),
            ("Two operators shut ketamine clinics", "STAT, 16 March 2023; Arizona Republic", ""),
            ("What ketamine therapy costs", "Thervo", "https://thervo.com/costs/ketamine-therapy-cost"),
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
            (
                "Missed appointments in psychiatry",
                "Psychiatric Quarterly, 2022",
                "https://doi.org/10.1007/s11126-022-09983-6",
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
            ("A clinic's public list of safety equipment", "Read as an example", "https://wellsmedicine.com/?p=7869"),
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
            ("FDA alert on compounded ketamine nasal spray", "Lachman Consultants, February 2022", ""),
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", ""),
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
                "Malpractice insurance for ketamine infusion",
                "MEDPLI",
                "https://medpli.com/specialties/ketamine-infusion-malpractice-insurance",
            ),
            ("Corporate practice of medicine in California", "Harris Sliwoski", ""),
            ("Management services organisations and medical practices", "Harris Sliwoski", ""),
            (
                "Reporting theft or significant loss of controlled substances, 88 FR 40707",
                "Federal Register, 22 June 2023",
                "https://www.govinfo.gov/content/pkg/FR-2023-06-22/pdf/2023-13085.pdf",
            ),
            (
                "Proposed Texas rules for ketamine, blog of February 2026",
                "Hendershot Cowart, February 2026",
                "https://hchlawyers.com/blog/2026/february",
            ),
            (
                "Fourth extension of telemedicine flexibilities, 90 FR 61301",
                "Federal Register, 31 December 2025",
                "https://www.govinfo.gov/content/pkg/FR-2025-12-31/pdf/2025-24123.pdf",
            ),
            ("Administrative guide, chapter 11: charging members", "UnitedHealthcare, 2022", ""),
            (
                "Training courses for ketamine clinics pop up",
                "STAT, 11 October 2018",
                "https://statnews.com/2018/10/11/ketamine-clinics-training-courses-pop-up",
            ),
        ),
        call_to_action(
            "Bring your own list",
            ("The free webinar follows the first year of a clinic month by month, and leaves time for your questions."),
            "Join the webinar",
            "webinar:your-first-year-as-a-clinic-owner",
        ),
    ],
)
