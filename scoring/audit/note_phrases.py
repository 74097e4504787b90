"""Phrases in raters' notes that are no evidence, by category, with why and what to ask.

Curated from practice; no accuracy is published for such lists. They prompt a rater and never
change a score.
"""

import re
from dataclasses import dataclass

from schemas.results.notes import NoteCategory


@dataclass(frozen=True)
class Category:
    """A category of phrases.

    Attributes:
        name: Its stable name.
        why: Why such a phrase is marked.
        ask: What to write in its place.
        phrases: What is looked for, any case.
    """

    name: NoteCategory
    why: str
    ask: str
    phrases: re.Pattern[str]


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in phrases), re.IGNORECASE)


CATEGORIES: tuple[Category, ...] = (
    Category(
        "homophily",
        "Likeness to the interviewer decides more hiring than it should (Rivera 2012).",
        "Name the stated value and the behaviour; likeness to the team is no evidence.",
        _any(
            r"(?:not a |good |great |bad |poor )?cultur(?:e|al)[ -]?fit",
            r"(?:not|isn['’]?t|wasn['’]?t) (?:a|the right) (?:good )?fit",
            r"fits? (?:right )?in",
            r"one of us",
            r"our kind of (?:person|people)",
            r"reminds? me of (?:me|myself|us)",
            r"(?:beer|airport|elevator) test",
            r"(?:have|grab|get) a (?:beer|drink|coffee) with",
            r"(?:we|really|just) (?:clicked|gelled|hit it off)",
            r"(?:same|on (?:my|our)) wavelength",
            r"good (?:chemistry|vibes?)",
            r"team (?:would|will) (?:like|love) (?:him|her|them)",
        ),
    ),
    Category(
        "leisure_pedigree",
        "Pastimes and schools stand for class and acquaintance (Rivera 2012).",
        "Leave it out unless the role lists it.",
        _any(
            r"golf|sailing|lacrosse|squash|rowing|fraternity|sorority|country club",
            r"ivy(?: league)?|oxbridge|alma mater|went to my (?:school|university|college)",
            r"(?:good|right|great) pedigree",
            r"good family",
        ),
    ),
    Category(
        "gut",
        "An impression that names no answer cannot be checked (Highhouse 2008).",
        "If no answer can be cited, leave the anchor unrated and say why.",
        _any(
            r"gut (?:feel(?:ing)?|instinct|reaction)",
            r"something (?:felt|feels|seemed|is|was) off",
            r"(?:can['’]?t|couldn['’]?t|hard to) put my finger on",
            r"just (?:a|got a) (?:feeling|vibe|sense)",
            r"(?:bad|weird|strange|off) (?:vibes?|energy|feeling)",
            r"didn['’]?t (?:love|feel) (?:it|him|her|them)",
            r"not (?:sold|convinced)(?! (?:because|since|as|by))",
        ),
    ),
    Category(
        "polish",
        "Manner of speech and looks stand for origin and class (Rivera 2012).",
        "Is it in the anchor? If communication is rated, quote the answer.",
        _any(
            r"(?:un)?polished|lack(?:s|ed)? polish",
            r"executive presence|gravitas",
            r"(?:surprisingly )?articulate|well[ -]spoken",
            r"(?:strong|thick|heavy|slight) accent",
            r"look(?:s|ed)? (?:the part|sharp|sloppy|tired)",
            r"well[- ]?dressed|grooming|tattoos?|piercings?",
        ),
    ),
    Category(
        "gendered_personality",
        "Words about personality fall unequally on women and men (Snyder, Textio).",
        "Put the behaviour in place of the adjective.",
        _any(
            r"bubbly|feisty|bossy|abrasive|shrill|strident|hysterical|nurturing|motherly",
            r"charismatic|level[- ]headed|alpha",
            r"too (?:aggressive|assertive|soft|quiet|nice|ambitious|direct)",
            r"not (?:assertive|confident|aggressive|warm) enough",
            r"likeab(?:le|ility)|i liked (?:him|her|them)",
        ),
    ),
    Category(
        "age_proxy",
        "It stands for age, which supports no rating (29 CFR 1625.4).",
        "Leave it out and cite an answer.",
        _any(
            r"over[- ]?qualified",
            r"digital native",
            r"young|youthful|elderly|high[- ]energy",
            r"set in (?:his|her|their) ways|old[- ]school|past (?:his|her|their) prime",
            r"recent (?:college )?grad(?:uate)?",
            r"close to retirement|retire soon",
        ),
    ),
    Category(
        "protected_personal",
        "Protected or private matters have no place in notes (Title VII; GDPR Art. 9).",
        "Remove it. If it was told to ask for an accommodation, hand it to people operations.",
        _any(
            r"pregnan(?:t|cy)|maternity|paternity|childcare",
            r"married|single (?:mom|mother|dad|father)|divorced|husband|wife|spouse",
            r"(?:his|her|their) (?:kids|children|baby)",
            r"church|mosque|synagogue|religio(?:n|us)|muslim|christian|jewish|hindu|hijab|turban",
            r"disab(?:led|ility)|wheelchair|depress(?:ed|ion)|adhd|autis(?:m|tic)|sick leave",
            r"gay|lesbian|transgender|queer",
            r"immigrant|native speaker|nationality",
            r"(?:trade|labou?r) union",
        ),
    ),
    Category(
        "label_not_evidence",
        "A label cannot be held against an anchor (Campion, Palmer and Campion 1997).",
        "Which anchor? Say what was done.",
        _any(
            r"rock ?star|ninja|guru|unicorn|superstar|a[- ]player|10x",
            r"brilliant|dumb|lazy|weird|quirky|awkward",
            r"(?:strong|soft|weak|lean(?:ing)?) (?:hire|no|yes)",
        ),
    ),
    Category(
        "halo_compensation",
        "It lets skill pay for values, which the two-key rule rules out.",
        "Evidence of skill belongs to the skill key only.",
        _any(
            r"(?:so|too) (?:good|talented|brilliant|strong) (?:technically )?(?:that|to)",
            r"makes? up for|outweighs?|despite (?:his|her|their) attitude",
            r"worth the (?:risk|attitude)",
            r"(?:we can|can be) (?:coach(?:ed)?|teach|taught|fix(?:ed)?) "
            r"(?:the |his |her |their )?(?:attitude|values|behaviou?r)",
        ),
    ),
)

HARMLESS = _any(
    r"aggressive (?:timeline|schedule|target)s?",
    r"young (?:company|team|product|market|codebase)",
    r"native (?:app|code)s?",
    r"brilliant (?:jerks?)",
    r"(?:web|software|design) guru",
    r"old[- ]school (?:system|software|process)(?:es|s)?",
)
"""Product and domain terms that hold a phrase and mean something else."""

QUOTED = re.compile(
    r"(?:candidate|they|she|he) (?:said|answered|put it)[^\"“]{0,20}[\"“][^\"”]*[\"”]|"
    r"quote: ?[\"“][^\"”]*[\"”]",
    re.IGNORECASE,
)
"""What the candidate said is evidence, whatever words it uses."""
