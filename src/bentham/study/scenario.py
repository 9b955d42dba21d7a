"""Scenarios: read from a file, every mistake told with its position.

A scenario names a scheme, a society and a length, and what happens on the way: events, changes for
a while or for some, a trial, interviews. `bentham run` takes such a file where it takes a scheme;
it is recognised by its key `scenario`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bentham.day.person import SYSTEMS
from bentham.evidence.documents import Document, load_document, validated
from bentham.evidence.errors import InvalidInput
from bentham.evidence.explain import refusal
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.lanes import CLASSES
from bentham.scheme import loading as schemes
from bentham.scheme.fields import Scheme
from bentham.society import loading as societies
from bentham.society.fields import Society
from bentham.study.changes import Change, with_changes
from bentham.study.scenario_fields import Event, ScenarioFile, Where
from bentham.study.scenario_parts import faults_of_parts

SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Measure:
    """Something that is set for a while: an intervention, or what a trial gives.

    Parameters
    ----------
    first, last : int
        Days, inclusive.
    where : Where or None
        Among which places; None: everywhere.
    class_ : int
        For which class; -1: for everybody.
    unit : str
        Of a trial, what was drawn; empty for an intervention.
    share : float
        Of a trial, the share that is treated.
    set, ramp : tuple
        Values by path; and of those that move, the first and the last.
    at : tuple
        Way to it in the file.
    """

    first: int
    last: int
    where: Where | None
    class_: int
    unit: str
    share: float
    set: tuple[tuple[str, object], ...]
    ramp: tuple[tuple[str, float, float], ...]
    at: Loc

    @property
    def everywhere(self) -> bool:
        """Whether it reaches everybody."""
        return self.where is None and self.class_ < 0 and not self.unit

    def changes(self, day: int) -> list[Change]:
        """Return what it sets on a day."""
        out = [Change(path, value, (*self.at, "set", path)) for path, value in self.set]
        steps = max(self.last - self.first, 1)
        for path, first, last in self.ramp:
            value = first + (last - first) * (day - self.first) / steps
            whole = int(value) if value == int(value) and abs(value) < 1e15 else value
            out.append(Change(path, whole, (*self.at, "ramp", path)))
        return out


@dataclass(frozen=True)
class Scenario:
    """A scenario that was read, with its scheme and its society.

    Parameters
    ----------
    file : ScenarioFile
        What it declares.
    document : Document
        The text, for messages.
    scheme, society
        What rules from the first day on, and over whom.
    """

    file: ScenarioFile
    document: Document
    scheme: Scheme
    society: Society

    @property
    def name(self) -> str:
        """The title in English, or in whatever language there is."""
        return self.file.title.get("en") or next(iter(self.file.title.values()))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Interventions in the order of the file, then the trial."""
        far = 1 << 16
        out = [
            Measure(
                each.first, each.last or far, each.where,
                -1 if each.whom is None else CLASSES.index(each.whom.class_), "", 1.0,
                tuple(each.set.items()),
                tuple((path, r.first, r.last) for path, r in each.ramp.items()),
                ("interventions", i),
            )
            for i, each in enumerate(self.file.interventions)
        ]  # fmt: skip
        out += [
            Measure(
                each.first, each.last or far, None, -1, each.unit, each.share,
                tuple(each.set.items()), (), ("trials", i),
            )
            for i, each in enumerate(self.file.trials)
        ]  # fmt: skip
        return tuple(out)

    @property
    def changes(self) -> bool:
        """Whether anything changes on the way, or somebody is treated apart."""
        return bool(self.file.events or self.file.interventions or self.file.trials)

    @property
    def concealed(self) -> Event | None:
        """The event that people may come to know of, if there is one."""
        found = [e for e in self.file.events if e.kind in ("concealed", "happens")]
        return found[0] if found else None

    @property
    def removals(self) -> tuple[tuple[int, Event], ...]:
        """Forced removals with their places in the file."""
        return tuple((i, e) for i, e in enumerate(self.file.events) if e.kind == "relocation")

    def refused(self, at: Loc, reason: str) -> InvalidInput:
        """Return the error that something in the file cannot be done."""
        return refusal(self.document, [Fault(at, reason)])


def document_of(source: object) -> Document | None:
    """Return the document if `source` is the file of a scenario, None if it is anything else."""
    if not isinstance(source, str | Path) or source in schemes.presets():
        return None
    path = Path(source)
    try:
        if not path.is_file():
            return None
    except (OSError, ValueError):
        return None
    document = load_document(path)
    return document if "scenario" in document.data else None


def load(source: str | Path) -> Scenario:
    """Return the scenario of a file, with its scheme and its society."""
    path = Path(source)
    return scenario_of(load_document(path), path.parent)


def loads(text: str, name: str = "(text)", folder: Path | None = None) -> Scenario:
    """Return the scenario that `text` declares; files that it names lie in `folder`."""
    return scenario_of(load_document(text, name=name), folder or Path())


def scenario_of(document: Document, folder: Path) -> Scenario:
    """Return the scenario of a document.

    Raises
    ------
    InvalidInput
        With every mistake and its position.
    """
    file = validated(document, ScenarioFile, _faults)
    scheme = scheme_at(file.scheme, document, folder, ("scheme",))
    society = society_at(file.society, document, folder, ("society",))
    sets = [Change(path, value, ("set", path)) for path, value in file.set.items()]
    scheme = with_changes(scheme, sets, document)
    one = Scenario(file, document, scheme, society)
    faults = list(_unknown_regions(file, society))
    if faults:
        raise refusal(document, faults)
    for measure in one.measures:
        for day in {measure.first, measure.first + 1, measure.last} if measure.ramp else {1}:
            with_changes(scheme, measure.changes(day), document)
    return one


def _faults(file: ScenarioFile) -> Iterator[Fault]:
    for i, name in enumerate(file.off):
        if name not in SYSTEMS:
            yield Fault(("off", i), f"there is no system `{name}`", name, SYSTEMS)
    yield from faults_of_parts(file)


def scheme_at(name: str, document: Document, folder: Path, at: Loc) -> Scheme:
    """Return the scheme that a document names at `at`."""
    known = name in schemes.presets()
    looks_like_file = "/" in name or name.endswith(SUFFIXES) or (folder / name).is_file()
    if not known and not looks_like_file:
        said = f"there is no scheme or file `{name}`"
        raise refusal(document, [Fault(at, said, name, schemes.presets())])
    if not known and document_of(folder / name) is not None:
        said = f"`{name}` is the file of a scenario itself; a scheme is expected here"
        raise refusal(document, [Fault(at, said)])
    try:
        return schemes.load(name if known else folder / name)
    except InvalidInput as error:
        raise _at(at, error, document) from None


def society_at(name: str, document: Document, folder: Path, at: Loc) -> Society:
    """Return the society that a document names at `at`."""
    known = name in societies.presets()
    looks_like_file = "/" in name or name.endswith(SUFFIXES) or (folder / name).is_file()
    if not known and not looks_like_file:
        said = f"there is no society or file `{name}`"
        raise refusal(document, [Fault(at, said, name, societies.presets())])
    try:
        return societies.load(name if known else str(folder / name))
    except InvalidInput as error:
        raise _at(at, error, document) from None


def _at(loc: Loc, error: InvalidInput, document: Document) -> InvalidInput:
    """Return an error of a named file as it is, or at the name if it has no position itself."""
    if any(problem.line is not None for problem in error.problems):
        return error
    said = [problem.message for problem in error.problems] or [str(error).partition("\n")[0]]
    return refusal(document, [Fault(loc, each) for each in said])


def _unknown_regions(file: ScenarioFile, society: Society) -> Iterator[Fault]:
    names = tuple(region.name for region in society.regions)
    parts: tuple[tuple[str, int, Where | None], ...] = (
        *(("interventions", i, each.where) for i, each in enumerate(file.interventions)),
        *(("events", i, each.where) for i, each in enumerate(file.events)),
    )
    for what, i, where in parts:
        if where is not None and where.region is not None and where.region not in names:
            loc: Loc = (what, i, "where", "region")
            said = f"society '{society.id}' has no region `{where.region}`"
            yield Fault(loc, said, where.region, names)
