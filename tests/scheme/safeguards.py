"""The parts of the whole system, and the safeguards added to it one at a time."""

PARTS = (
    "filter", "monitoring", "cameras", "informants", "gatherers", "feeds", "repression",
    "relatives", "corruption",
)  # fmt: skip
SAFEGUARDS = (
    "independent-appeal", "no-cross-context", "no-kin", "notice", "published-rules",
    "verified-reports",
)  # fmt: skip
