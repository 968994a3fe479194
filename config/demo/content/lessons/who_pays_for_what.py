"""Billing, lesson 1: the four routes by which money reaches a ketamine clinic, and how to sort services into them."""

import datetime

from config.demo.words import Lesson, callout, figure, heading, sources, table, text

LESSON = Lesson(
    title="Who pays for what: four routes of money",
    slug="who-pays-for-what",
    summary=(
        "Cash, superbill, in-network visit, Spravato benefit: four routes, four sets of rules. Sort each "
        "service before you put a price on it."
    ),
    minutes=10,
    checked_on=datetime.date(2026, 11, 20),
    free_preview=True,
    body=[
        text(
            "<p>Five people are booked for Tuesday morning. One pays for everything herself. One pays and hopes for a"
            " refund. One belongs to a plan that you have a contract with. One is coming for a drug that his plan has"
            " already agreed to buy. The fifth has Original Medicare and a credit card in her hand. They will sit in "
            "similar chairs, and any single answer about money, however carefully you phrase it, will be wrong for "
            "most of them.</p>"
            "<p>This lesson teaches one habit: sort every service into its route before you set a price, print a form"
            " or promise anything. The other lessons of the module go down the routes one by one.</p>"
        ),
        heading("Sort services, then patients"),
        text(
            "<p>“Does this patient have insurance?” is the wrong question to begin with, because one patient may be "
            "on two routes in one afternoon: an office visit billed to the plan, and beside it an infusion that the "
            "plan does not cover. Take each service separately and ask three things about it.</p>"
            "<ol>"
            "<li><b>What is it?</b> The FDA has approved IV ketamine only as an anaesthetic, so an infusion for "
            "depression or pain is off-label.<sup>1</sup> Spravato is the esketamine nasal spray of Johnson &amp; "
            "Johnson, whose trademark it is. It is approved for treatment-resistant depression, and for major "
            "depression with acute suicidal thoughts or behaviour.<sup>2, 3</sup> An office visit is an office visit,"
            " whatever comes after it.</li>"
            "<li><b>What have you signed?</b> If you are in network with the patient's plan, your contract decides "
            "what you may collect. If you have signed nothing, the price is between the two of you.</li>"
            "<li><b>What has the payer written?</b> A document with a number and a date counts. “They usually pay” "
            "does not.</li>"
            "</ol>"
            "<p>The answers seldom agree with what the patient read online, and sometimes they disagree with what "
            "your biller remembers. Write them down with the date.</p>"
        ),
        figure(
            "reimbursement-paths",
            alt=(
                "Four routes run from a clinic to payment. Cash: the patient pays. Superbill: the patient pays "
                "and the plan may repay. Hybrid: the plan pays for the visit, the patient for a non-covered "
                "service. Spravato: the plan pays once it has authorised."
            ),
            caption="Keep this beside the booking screen. The question at the desk is which arrow each service is on.",
        ),
        heading("The four routes, side by side"),
        table(
            "What governs each route, and how it tends to fail",
            ["Route", "Who owes you", "The paper that governs", "The usual failure"],
            ["Cash", "The patient", "Your good-faith estimate", "The bill outgrows the estimate"],
            [
                "Superbill, out of network",
                "The patient; a plan may repay the patient",
                "The plan's out-of-network terms",
                "Somebody said it would be paid",
            ],
            [
                "Hybrid, in network",
                "The plan, and the patient's cost sharing; the patient alone for what is not covered",
                "Your contract",
                "The clinic collects more than the contract allows",
            ],
            [
                "Spravato benefit",
                "The plan, once it has authorised",
                "The plan's drug policy and the safety programme",
                "The authorisation has lapsed or names another supply route",
            ],
        ),
        text(
            "<p><b>Cash</b> carries most infusions. Published prices run from $400 to $800 for a mood "
            "infusion.<sup>4, 5</sup> There is no claim to lose, but federal law still wants something from you: "
            "since 1 January 2022 a self-paying patient is due a written estimate before the visit.<sup>6, "
            "7</sup></p>"
            "<p><b>Superbill</b> means cash with a receipt detailed enough to send to a plan. It is no claim and no "
            "promise.<sup>8</sup> HealthCare.gov plans denied 37% of out-of-network claims in 2023, against 19% in "
            "network.<sup>9</sup> Those figures cover every kind of service. We have found none for ketamine alone, "
            "and for a service that a policy calls investigational you should expect worse.</p>"
            "<p><b>Hybrid</b> is where contracts bite. For a covered service the member owes copay, deductible and "
            "coinsurance, and nothing besides.<sup>10</sup> You may charge for something separate only if it is "
            "separately identifiable, not covered, and agreed beforehand in the way that payer prescribes.<sup>11, "
            "10</sup></p>"
            "<p><b>Spravato</b> is the one route on which a plan pays for the drug, as a rule after prior "
            "authorisation and always in a certified setting.<sup>12, 13, 14</sup> The clinic may buy the drug or "
            "have a pharmacy send it, and the two are paid differently. Module two is about little else.</p>"
        ),
        heading("What payers have put in writing"),
        text(
            "<p>Four documents on infusions, as we read them:</p>"
            "<ul>"
            "<li><b>Aetna, bulletin 0938</b>, an older copy: experimental for depression, anxiety, substance use and "
            "suicidal ideation, by vein and by other routes.<sup>15</sup></li>"
            "<li><b>Policy MP-446</b>, on Alabama and Florida portals, 2023 and 2024: investigational for pain and "
            "for psychiatric use. We could not confirm which insurer owns it.<sup>16</sup></li>"
            "<li><b>Blue Cross Minnesota, II-271</b>, January 2025: experimental for chronic pain. We did not see a "
            "psychiatric line.<sup>17</sup></li>"
            "<li><b>UnitedHealthcare, 2026D0069P</b>: covers Spravato with criteria. We could not confirm its wording"
            " on infusions.<sup>18</sup></li>"
            "</ul>"
            "<p>For Cigna and Anthem we found no text about infusions. No text is no answer: it is neither a refusal "
            "nor a yes. Exceptions do exist. A New York group has told reporters that it is in network for ketamine "
            "care with three national insurers and keeps 30 people busy with the evidence.<sup>19</sup> Read that as "
            "the price of an exception.</p>"
        ),
        callout(
            "How to file a payer's policy",
            (
                "<p>Save the document itself, with number, effective date and the day you fetched it. Search it "
                "for “investigational”, “experimental” and “unproven”. Copy the sentence you rely on to a "
                "one-page desk sheet, and fetch the document again every quarter.</p>"
            ),
            tone="tip",
        ),
        heading("Tuesday morning, sorted"),
        text(
            "<p>The bookings and the clinic are invented. Cover the right-hand column and decide for yourself "
            "first.</p>"
        ),
        table(
            "Five bookings at an invented out-of-network infusion clinic that has one commercial contract",
            ["Booking", "Service", "Route", "What happens before the visit"],
            [
                "A, will use no plan",
                "Assessment and a series",
                "Cash",
                "Written estimate for the assessment and the whole series",
            ],
            [
                "B, plan with out-of-network benefits",
                "Infusion",
                "Superbill",
                "The same estimate, and “please decide as if nothing comes back”",
            ],
            [
                "C, member of the plan you contract with",
                "Follow-up visit; asks for an infusion as well",
                "Visit: hybrid. Infusion: not yet sorted",
                (
                    "Bill the visit. Ask the plan in writing whether the infusion is non-covered and which consent it"
                    " requires"
                ),
            ],
            [
                "D, approval letter in the chart",
                "Spravato session",
                "Spravato benefit",
                "Check dates, number of sessions and supply route against the booking",
            ],
            [
                "E, Original Medicare",
                "Infusion, card in hand",
                "None yet",
                "No price, no superbill, until the clinician's Medicare status is settled",
            ],
        ),
        text(
            "<p>A and B are easy, and D is clerical. C and E are where a friendly desk does damage. Two minutes of "
            "card payment can breach a contract, or bypass a notice that Medicare requires, and it takes months to "
            "put right. The safe answer to both is “we will ring you on Thursday”. The fourth lesson of this module "
            "supplies what to say then.</p>"
        ),
        heading("Choose which routes to open"),
        text(
            "<p>Every route needs its own preparation, and nothing obliges you to open them all.</p>"
            "<ul>"
            "<li><b>Cash</b> needs a price list, an estimate form and a refund rule.</li>"
            "<li><b>Superbill</b> adds a checked template and a person who knows how the codes hang together.</li>"
            "<li><b>Hybrid</b> adds the contract, the payer's own protocol for non-covered services, and somebody who"
            " reads remittances.</li>"
            "<li><b>Spravato</b> adds certification, a supply route, an authorisation file and, if you buy the drug, "
            "cash to carry the stock.</li>"
            "</ul>"
            "<p>For a new clinic with no contracts, our advice is to start with the first two, do them properly, and "
            "put a date in the diary for the rest. A psychiatric practice that is already in network has no such "
            "choice. Its contracts apply from the first infusion, so it begins with the third.</p>"
        ),
        callout(
            "Words for the telephone",
            (
                "<p>“We will give you our price in writing before you come. I cannot tell you what your plan will"
                " repay, and most plans whose policies we have read do not pay for this use. If you are having "
                "thoughts of suicide, please call or text 988 now; you need not wait for an appointment.”</p>"
            ),
            tone="note",
        ),
        heading("Before you open lesson two"),
        text(
            "<ol>"
            "<li>List your five commonest bookings, real or planned.</li>"
            "<li>Break each into services, one line for each.</li>"
            "<li>Put the three questions to every line and write the route beside it.</li>"
            "<li>Where a line has two routes or none, write the name of the person who will find out, and by "
            "when.</li>"
            "<li>For every plan you are contracted with, find the page on non-covered services. If there is none, "
            "write to the plan's representative today.</li>"
            "</ol>"
            "<p>How sure are we? Of the federal rule on estimates, the denial rates and the contract rule, very. The "
            "payer texts are only as good as their dates. The consent protocol rests on an old copy. All of it is "
            "United States material, state law adds more, and none of it is legal advice.</p>"
        ),
        sources(
            ("FDA warning on compounded ketamine", "Scripps News, October 2023", "https://scrippsnews.com"),
            (
                "Spravato prescribing information (label copy)",
                "PrescriberPoint",
                "https://prescriberpoint.com/therapies/spravato-d81a6a7",
            ),
            (
                "FDA approves esketamine for depression with suicidal ideation",
                "Mental Health Weekly, 2020",
                "https://zendy.io/title/10.1002/mhw.32471",
            ),
            ("What ketamine therapy costs", "Thervo", "https://thervo.com/costs/ketamine-therapy-cost"),
            ("Cost of ketamine treatment", "Ketamine Advocacy Network", "https://ketamineadvocacynetwork.org/cost"),
            ("Good-faith estimate notice, text", "valeotopeka.org", "https://valeotopeka.org/no-surprises-act"),
            (
                "The No Surprises Act for independent practices",
                "Jackson LLP",
                "https://jacksonllp.com/no-surprises-act-for-independent-practices",
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
            ("Administrative guide, chapter 11: charging members", "UnitedHealthcare, 2022", "https://uhcprovider.com"),
            (
                "Consent for non-covered services (older copy)",
                "Medical billing reference, August 2011",
                "https://whatismedicalinsurancebilling.org/2011/08",
            ),
            ("Cigna, Spravato coverage policy", "The Policy Vault", "https://coverage.pharmacistwrite.com"),
            (
                "Esketamine (Spravato), medical policy",
                "Blue Cross Blue Shield of North Dakota",
                "https://bcbsnd.com/providers/policies-precertification/medical-policy/e/esketamine-spravato",
            ),
            (
                "Spravato REMS: outpatient healthcare settings",
                "Spravato REMS",
                "https://spravatorems.com/outpatient-hcs.html",
            ),
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
            ("The costs of psychedelic therapy", "Crain's New York Business", "https://crainsnewyork.com"),
        ),
    ],
)
