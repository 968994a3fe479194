"""The plain pages of the demo school: about, questions, and the small print in readable type."""

from config.demo.words import Standard, call_to_action, callout, figure, heading, key_facts, text

ABOUT = Standard(
    title="About the school",
    slug="about",
    introduction=(
        "Ketamine StartUp teaches clinicians how to decide about a ketamine clinic, and how to run one if they do."
    ),
    search_description=(
        "Who writes Ketamine StartUp, how we check what we publish, and what in this demonstration is invented."
    ),
    in_menu=True,
    in_footer=True,
    body=[
        callout(
            "This school is fictional",
            "<p>What you are looking at is a demonstration. Ketamine StartUp as shown here is not a real school; Dr. "
            "Okafor, "
            "Mr. Reyes and Dr. Lindqvist are invented people; every clinic in a case is an invented clinic. The course "
            "cannot be bought with real money in the demonstration, and nothing you read here was reviewed by a real "
            "physician.</p>"
            "<p>The laws, labels, policies and studies are real and are cited so that you can read them yourself.</p>",
            tone="warning",
        ),
        heading("Why it exists"),
        text(
            "<p>Ketamine has been an anaesthetic for decades. Its use for depression and pain grew up outside the "
            "label, and a "
            "business grew up around that use, often faster than its habits. Clinicians who come to it find clinical "
            "papers "
            "on one side, sales pages on the other, and very little in between on leases, claims, storage and the "
            "law.</p>"
            "<p>The school writes about that middle ground: how the bill is made, what each kind of visit asks of a "
            "room, "
            "which papers come before which signatures.</p>"
        ),
        figure(
            "team-huddle",
            alt="Four colleagues stand in front of a wall chart and talk; one holds a clipboard, another a mug.",
            caption="A ten-minute meeting before the doors open catches more than any policy binder.",
        ),
        heading("How we check what we publish"),
        text(
            "<ul>"
            "<li>Each article and lesson lists its sources and the day on which it was last checked.</li>"
            "<li>Clinical statements are read by a medical reviewer who is named on the page.</li>"
            "<li>Where sources disagree, we show both figures and say which one we would use.</li>"
            "<li>A payer's position is given with the date of the copy we read. Policies change, and the copy on your "
            "payer's own portal wins.</li>"
            "<li>We leave out figures that nobody can trace.</li>"
            "</ul>"
        ),
        heading("Who pays for it"),
        text(
            "<p>Learners do, by buying the course. There is no advertising, no sponsorship and no commission on "
            "anything "
            "we mention. Our teachers' disclosures stand on "
            '<a href="/faculty/">their pages</a>.</p>'
        ),
        key_facts(
            "Plainly",
            ("Accreditation", "None. No CME/CE credit is offered"),
            ("Treatment", "We treat nobody and refer nobody"),
            ("Health data", "We ask for none and want none"),
            ("Spravato", "A trademark of Johnson & Johnson; we have no connection with the company"),
        ),
    ],
)

FAQ = Standard(
    title="Questions and answers",
    slug="faq",
    introduction="Short answers about the school, the webinars and the course.",
    search_description="Answers about the webinars, the Clinic Launch course, refunds, credit, access and privacy.",
    in_menu=True,
    in_footer=True,
    body=[
        heading("The school"),
        heading("Is this medical, legal or billing advice?", "h3"),
        text(
            "<p>No. It is education for licensed professionals. Check the current label, your payer's policy and "
            "your state's "
            'law, and ask your own lawyer and coder. The <a href="/disclaimer/">disclaimer</a> says it in full.</p>'
        ),
        heading("I am a patient. Can you help me?", "h3"),
        text(
            "<p>We do not treat or refer anyone. Please talk to a clinician you trust. If you are in the United "
            "States and "
            "thinking about suicide, or worried about somebody who is, call or text 988.</p>"
        ),
        heading("I found a mistake. Whom do I tell?", "h3"),
        text(
            '<p>Please <a href="/contact/">write to us</a> with the address of the page and the source you would trust '
            "instead. We correct the page and change its date.</p>"
        ),
        heading("Webinars"),
        heading("What do I need to join?", "h3"),
        text(
            "<p>An e-mail address. You receive a confirmation with a calendar file, which shows the right hour in "
            "your own "
            "time zone, and a link that is yours alone.</p>"
        ),
        heading("What if it is full?", "h3"),
        text("<p>The page says so. Places come back when people cancel, so please cancel if you cannot come.</p>"),
        heading("The course"),
        heading("Do I need an account before I buy?", "h3"),
        text(
            "<p>No. You pay first; your account is made from the e-mail address you give at the payment page. To "
            "open it "
            "you type a code that we send to that address.</p>"
        ),
        heading("I paid and the lesson is still closed.", "h3"),
        text(
            "<p>Sign in with the address you used when you paid. If it is still closed after a few minutes, reply to "
            "your "
            "receipt. Your payment is on record even if you closed the window too early.</p>"
        ),
        heading("Does it carry CME credit?", "h3"),
        text("<p>No. This activity is not accredited for CME/CE. No <i>AMA PRA Category 1 Credit</i>™ is offered.</p>"),
        heading("Can I have my money back?", "h3"),
        text('<p>For 14 days, for any reason. See the <a href="/refund-policy/">refund policy</a>.</p>'),
        call_to_action(
            "See what the course contains",
            "The whole syllabus is public, lesson by lesson.",
            "Look at Clinic Launch",
            "course:clinic-launch",
        ),
    ],
)

REFUND_POLICY = Standard(
    title="Refund policy",
    slug="refund-policy",
    introduction="Fourteen days, any reason, in one e-mail.",
    search_description=(
        "Course purchases can be refunded in full within 14 days of payment, for any reason. How to ask."
    ),
    in_footer=True,
    body=[
        heading("The rule"),
        text(
            "<p>If you buy a course and change your mind, ask within 14 days of paying and you get the full price "
            "back. You "
            "do not have to give a reason, and it does not matter how many lessons you have opened.</p>"
        ),
        heading("How to ask"),
        text(
            "<p>Open your order under your account and ask there, or reply to the receipt we sent you. Write “refund” and "
            "nothing else if you like. What counts is the day "
            "you sent it, not the day we read it.</p>"
        ),
        heading("What happens next"),
        text(
            "<ul>"
            "<li>The money goes back to the card or account you paid with. We cannot send it anywhere else.</li>"
            "<li>Your bank decides how fast it shows the refund.</li>"
            "<li>Your access to the lessons ends when the refund is made. Your account stays until you ask us to "
            "delete "
            "it.</li>"
            "</ul>"
        ),
        heading("After fourteen days"),
        text(
            "<p>We do not refund a change of mind after the fourteenth day. We do put right what is our fault, "
            "whenever you "
            "notice it: a payment taken twice, a course you were charged for and cannot open, or a course that is "
            "withdrawn.</p>"
        ),
        heading("Before you dispute a charge"),
        text(
            "<p>You may always dispute a charge with your bank. Writing to us first is usually quicker, because a "
            "dispute "
            "freezes the payment while the bank decides, and access may be suspended until it does.</p>"
        ),
        callout(
            "In this demonstration",
            "<p>Payments are made with test cards. No money moves, in either direction.</p>",
            tone="note",
        ),
    ],
)

TERMS = Standard(
    title="Terms",
    slug="terms",
    introduction="What you may expect from us and what we ask of you.",
    search_description=(
        "The terms of the school: accounts, courses, webinars, fair use of the lessons, and what we answer for."
    ),
    in_footer=True,
    body=[
        callout(
            "A demonstration",
            "<p>The school is fictional, so these terms bind nobody. They are written as a real school's terms "
            "should be: "
            "short enough to read. Anyone who runs a school on this software needs terms from a lawyer of their "
            "own.</p>",
            tone="note",
        ),
        heading("1. Who the school is for"),
        text(
            "<p>The lessons are written for licensed health professionals and the people who manage their practices "
            "in the "
            "United States. You may read them whoever you are, but they are not instructions for anybody's care.</p>"
        ),
        heading("2. Your account"),
        text(
            "<p>Your e-mail address is your name here. Keep your sign-in codes to yourself. One account is for one "
            "person; "
            "please do not share it.</p>"
        ),
        heading("3. What you buy"),
        text(
            "<p>You buy access to the lessons of a course for yourself. The price on the course page at the moment of "
            "payment is the price. You may save and print lessons for your own use and use their checklists and "
            "letters "
            "in your own practice. You may not republish the lessons or sell them on.</p>"
        ),
        heading("4. Changes to a course"),
        text(
            "<p>Rules, codes and prices change, so lessons are corrected from time to time. We may rearrange a "
            "course. We "
            "will not take away a part you paid for without replacing it or offering your money back.</p>"
        ),
        heading("5. Webinars"),
        text(
            "<p>A place is for the person who registered. If we have to move or cancel a webinar we write to "
            "everybody who "
            "registered. Keep patients' details out of the questions and the chat.</p>"
        ),
        heading("6. What we do not promise"),
        text(
            "<p>We promise no income, no approval by any payer or authority, and no clinical result. We do not give "
            "medical, "
            "legal, tax or coding advice. Facts are correct to the best of our knowledge on the day printed on the "
            "page, and "
            "you should check them against the current source before acting.</p>"
        ),
        heading("7. Codes and trademarks"),
        text(
            "<p>CPT® is a registered trademark of the American Medical Association, and CPT codes are copyright of the "
            "American Medical Association. We mention code numbers with short descriptions in our own words and "
            "reproduce no "
            "part of the official descriptor table. Spravato® is a trademark of Johnson &amp; Johnson, named here "
            "only to "
            "identify the product.</p>"
        ),
        heading("8. Ending it"),
        text(
            "<p>You may close your account at any time. We may close one that is shared, resold or used to harm "
            "others, and "
            'we will say why. The <a href="/refund-policy/">refund policy</a> applies to every purchase.</p>'
        ),
    ],
)

PRIVACY = Standard(
    title="Privacy",
    slug="privacy",
    introduction="What we keep about you, why, and how to have it back or have it deleted.",
    search_description=(
        "What the school keeps about readers and learners, why it keeps it, and how to export or delete it."
    ),
    in_footer=True,
    body=[
        key_facts(
            "In short",
            ("Health data", "None. Please do not send any"),
            ("Card numbers", "Never reach us"),
            ("Trackers and advertising", "None"),
            ("Selling of data", "Never"),
        ),
        heading("What we keep"),
        text(
            "<ul>"
            "<li><b>Account:</b> your e-mail address, the name you want shown and your time zone.</li>"
            "<li><b>Sign-ins:</b> when and how you signed in, and a fingerprint of the network, for 540 days. A bank "
            "may ask for it if a payment is disputed.</li>"
            "<li><b>Orders:</b> what you bought, when, for how much, and the payment processor's reference.</li>"
            "<li><b>Learning:</b> which lessons you have opened and marked complete, so that you can carry on where "
            "you "
            "stopped.</li>"
            "<li><b>Webinars:</b> the e-mail address you registered with and the session you chose.</li>"
            "<li><b>Mail:</b> a record of the messages we sent you.</li>"
            "<li><b>Messages:</b> what you write in the contact form, with the address for our answer.</li>"
            "</ul>"
        ),
        heading("What we do not keep"),
        text(
            "<p>We collect no health information about anyone: not about you and not about your patients. The "
            "lessons use "
            "invented patients. Nothing on the site asks for a name, a date of birth, a diagnosis or a record number "
            "of a "
            "real person, and please do not write one in a form, a question or an e-mail.</p>"
            "<p>Payment happens on the pages of Stripe. Your card number is typed there and stays there. In this "
            "demonstration a stand-in plays the part of Stripe and takes only test cards.</p>"
        ),
        heading("Cookies"),
        text(
            "<p>One cookie keeps you signed in and one protects the forms. There are no others. Pages load their "
            "fonts, "
            "pictures and scripts from this site alone, so no other company learns what you read.</p>"
        ),
        heading("Who can see it"),
        text(
            "<p>The people who run the school, and the companies that carry out the work: the payment processor, the "
            "mail "
            "service and the host. Each of them gets only what its work needs. We hand over records when a court or "
            "the "
            "law makes us.</p>"
        ),
        heading("Your rights here"),
        text(
            "<p>You may ask for a copy of everything we keep about you, have it corrected, or have your account "
            "deleted. "
            "Records of payments are kept for as long as tax law requires, even after that. "
            'Use the <a href="/contact/">contact form</a> to ask.</p>'
        ),
    ],
)

DISCLAIMER = Standard(
    title="Disclaimer",
    slug="disclaimer",
    introduction="Education for licensed professionals, and nothing more than that.",
    search_description=(
        "What the school's articles, lessons and webinars are, what they are not, and what to check for yourself."
    ),
    in_footer=True,
    body=[
        heading("Not medical advice"),
        text(
            "<p>The school teaches the business and the paperwork of ketamine treatment to licensed professionals. "
            "It does "
            "not tell anyone how to treat a patient, it does not calculate doses, and it must not be used for the "
            "care of any "
            "patient. Where a dose is mentioned, it is quoted from a label or a study as part of the evidence.</p>"
            "<p>IV ketamine for mood or pain disorders is off-label. The drug is approved by the FDA only as an "
            "anaesthetic. Spravato (esketamine) is a separate product with its own label and its own safety "
            "programme.</p>"
        ),
        heading("Not legal, coding or tax advice"),
        text(
            "<p>Federal rules change on fixed dates and state rules differ from one another. One state's rule is not "
            "another's. Payer policies are given as they stood in the copy we read; the payer's current text decides. "
            "Take the code, the contract or the lease to a professional who answers to you.</p>"
        ),
        heading("No promise of results"),
        text(
            "<p>Worked examples use invented clinics and assumptions that you are meant to change. They are not "
            "forecasts. "
            "Clinics fail as well as succeed, and we write about both.</p>"
        ),
        heading("Dates"),
        text(
            "<p>Each article and lesson carries the date of its last check. After that date the page may be wrong. "
            "Medicare "
            "amounts and procedure codes change each 1 January, drug prices quarterly, and diagnosis codes each "
            "1 October.</p>"
        ),
        callout(
            "In a crisis",
            "<p>If you or somebody near you is thinking about suicide, call or text 988 in the United States, at any "
            "hour. In "
            "immediate danger call 911.</p>",
            tone="warning",
        ),
    ],
)

CONTACT_BODY = [
    heading("Before you write"),
    text(
        "<ul>"
        '<li>Many questions are answered among the <a href="/faq/">questions and answers</a>.</li>'
        "<li>For a refund, replying to your receipt is quickest. It carries the number of your order.</li>"
        "<li>We answer questions about the school. We cannot advise on a case, a claim or a contract.</li>"
        "</ul>"
    ),
    callout(
        "Nothing about patients, please",
        "<p>This form is ordinary mail. Leave out names, dates, diagnoses and everything else that could point to a "
        "patient, also when the question is about billing.</p>",
        tone="warning",
    ),
]

STANDARD_PAGES: list[Standard] = [ABOUT, FAQ, REFUND_POLICY, TERMS, PRIVACY, DISCLAIMER]
