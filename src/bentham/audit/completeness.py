"""How much of what the checks ask for is declared; what is not, by name."""

from __future__ import annotations

from dataclasses import dataclass

from bentham.audit.view import Pointer, View
from bentham.evidence.faults import Loc

ENOUGH = 0.8
"""Under this share a file without findings is not assessable, and the command says so (exit 6)."""

ONCE: tuple[tuple[str, ...], ...] = (
    ("status",), ("jurisdictions",), ("operator", "kind"), ("operator", "public"),
    ("purpose", "category"), ("purpose", "legitimate_aim"), ("purpose", "legal_basis"),
    ("purpose", "less_restrictive_alternatives"), ("technology", "ai_system"),
    ("technology", "method"), ("technology", "human_review"), ("subjects", "unit"),
    ("subjects", "minors"), ("subjects", "participation"), ("data_sources",), ("score",),
    ("lists",), ("sanctions",), ("rewards",), ("appeal", "available"), ("appeal", "body"),
    ("appeal", "burden"), ("repair", "available"), ("retention",), ("transparency", "rules"),
    ("transparency", "weights"), ("transparency", "own_data"), ("transparency", "reasons"),
    ("transparency", "notice_at_adverse_action"), ("oversight",), ("office",),
)  # fmt: skip
EACH: dict[str, tuple[str, ...]] = {
    "data_sources": ("context", "kip", "special_category", "original_purpose",
                     "relevance_to_purpose"),
    "acts": ("context", "lawfulness", "established_by"),
    "sanctions": ("context", "severity", "essential_service", "automatic"),
    "rewards": ("context", "trigger", "standard_service_remains"),
    "lists": ("publication",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the fields that are asked for are declared."""

    asked: int
    missing: tuple[Pointer, ...]

    @property
    def share(self) -> float:
        """Share that is declared."""
        return 1 - len(self.missing) / self.asked

    @property
    def enough(self) -> bool:
        """Whether a lack of findings says anything."""
        return self.share >= ENOUGH


def completeness(view: View) -> Completeness:
    """Return how much is declared."""
    asked, missing = 0, []
    for path in ONCE:
        asked += 1
        if view.get(*path) is None:
            missing.append(view.pointer(path, declared=False))
    for part, names in EACH.items():
        for loc, entry in view.entries(part):
            for name in names:
                asked += 1
                if not view.says(entry, name):
                    missing.append(view.pointer((*loc, name), declared=False))
    for loc, each in view.entries("lists"):
        for inner, name in (("entry", "criteria"), ("entry", "notice"), ("exit", "criteria")):
            asked += 1
            if not view.says(getattr(each, inner), name):
                at: Loc = (*loc, inner, name)
                missing.append(view.pointer(at, declared=False))
    return Completeness(asked, tuple(missing))
