"""The closed vocabularies: tracks, statuses, standings, decisions and kinds of response."""

from enum import StrEnum


class Track(StrEnum):
    """Which key a question serves. `OVERALL` verdicts belong to neither key and are audited."""

    VALUES = "values"
    SKILL = "skill"
    OVERALL = "overall"


KEYS: tuple[Track, Track] = (Track.VALUES, Track.SKILL)


class Kind(StrEnum):
    """What sort of answer a response is."""

    RATING = "rating"
    CHOICE = "choice"
    LIKERT = "likert"
    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"


class Standing(StrEnum):
    """How one key stands to its floor, on the evidence at hand."""

    STANDS = "stands"
    IN_DOUBT = "in_doubt"
    SURELY_BELOW = "surely_below"
    NO_EVIDENCE = "no_evidence"


class Status(StrEnum):
    """Where a candidacy stands under the two-key rule; the first that applies, in this order."""

    BLOCKED = "blocked"
    INCOMPLETE = "incomplete"
    SKILL_ONLY = "skill_only"
    VALUES_ONLY = "values_only"
    NEITHER = "neither"
    SECOND_LOOK = "second_look"
    SHORTLISTED = "shortlisted"
    ELIGIBLE = "eligible"


class Choice(StrEnum):
    """What a hiring manager decides. `ADVANCE` and `DECLINE` freeze a candidacy's scores."""

    ADVANCE = "advance"
    HOLD = "hold"
    DECLINE = "decline"
    NEEDS_EVIDENCE = "needs_evidence"


class FileStatus(StrEnum):
    """What became of a dropped file."""

    INGESTED = "ingested"
    PARTLY = "partly"
    PENDING = "pending"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class SourceName(StrEnum):
    """Which reader took a dropped file."""

    GREENHOUSE = "greenhouse"
    LEVER = "lever"
    ASHBY = "ashby"
    MICROSOFT_FORMS = "microsoft_forms"
    GOOGLE_FORMS = "google_forms"
    QUALTRICS = "qualtrics"
    SURVEYMONKEY = "surveymonkey"
    TYPEFORM = "typeform"
    HR_OPEN = "hr_open"
    LIMESURVEY = "limesurvey"
    KOBO = "kobo"
    SCORECARD = "scorecard"
    DECISIONS = "decisions"
    DEMOGRAPHICS = "demographics"
    OUTCOMES = "outcomes"
    TABLE = "table"
    UNKNOWN = "unknown"
