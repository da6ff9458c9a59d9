"""What happened: people admitted, people being prepared, and results reported without names."""

from admissions.models.admission import Admission, AdmissionQuerySet, AdmissionSource
from admissions.models.candidate import Candidate, CandidateQuerySet, CandidateSource, CandidateStep
from admissions.models.no_one_left import NoOneLeft
from admissions.models.person import Person, new_record_id
from admissions.models.reported import AwarenessClass, Tally
from admissions.models.settings import CountingRule, Limit
from admissions.models.submission import Submission, SubmissionQuerySet

__all__ = [
    "Admission",
    "AdmissionQuerySet",
    "AdmissionSource",
    "AwarenessClass",
    "Candidate",
    "CandidateQuerySet",
    "CandidateSource",
    "CandidateStep",
    "CountingRule",
    "Limit",
    "NoOneLeft",
    "Person",
    "Submission",
    "SubmissionQuerySet",
    "Tally",
    "new_record_id",
]
