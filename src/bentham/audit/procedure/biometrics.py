"""Art. 5(1)(e), (f), (g): scraped faces, moods at work and in education, traits from bodies."""

from __future__ import annotations

from bentham.audit.procedure.gates import ai_gate, gates
from bentham.audit.procedure.showing import must_show
from bentham.audit.procedure.verdict import Element, Procedure
from bentham.audit.truth import (
    EITHER,
    Judged,
    all_of,
    any_of,
    contested,
    no,
    opposite,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.scheme.phrase import Commas, Phrase

LISTED = ("race", "political_opinion", "union", "religion", "belief", "sex_life",
          "sexual_orientation")  # fmt: skip
AT_WORK = ("workplace", "recruitment", "call_centre")
STAFF = ("workers", "applicants", "pupils")
NO_CAMERAS = Phrase("declared: nothing of the kind exists")
BUT_SEE = ("AIA-ANX3", "GDPR-9", "ECHR-8")


def procedure_of(
    view: View, norm: str, own: tuple[Element, ...], but_see: tuple[str, ...], asked: bool
) -> Procedure:
    """Return the procedure of a prohibition all of whose own elements must be met."""
    e1, security = gates(view)
    elements = (e1, *own, security, ai_gate(view))
    met = all_of(
        [
            e1.judged,
            *(opposite(each.judged) if each.exempts else each.judged for each in own),
            opposite(security.judged),
        ]
    )
    return Procedure(norm, elements, met, asked, but_see, must_show(view, elements))


def _no_cameras(view: View) -> bool:
    return view.scheme.cameras is not None and not view.scheme.cameras.there


def scraping(view: View) -> Procedure:
    """Apply Art. 5(1)(e) (C(2025) 5052 paras 224-237)."""
    base = ("cameras", "database")
    source, at = view.get(*base, "source"), (*base, "source")
    if _no_cameras(view):
        untargeted = no(NO_CAMERAS, ("cameras", "exists"))
    elif source is None:
        untargeted = undeclared(Phrase("where the pictures come from is undeclared"), at, EITHER)
    elif source == "scraped_untargeted":
        said = Phrase("scraped without a target; doing it step by step changes nothing")
        untargeted = yes(said, at)
    else:
        said = Phrase("the pictures are {source}", source=source.replace("_", " "))
        untargeted = no(said, at)
    own = (
        Element("FACES", Phrase("a database of faces"), _faces(view)),
        Element("UNTARGETED", Phrase("by untargeted scraping"), untargeted),
        Element("FROM", Phrase("from the internet or CCTV"), _scraped_from(view)),
        Element("USE", Phrase("for recognition"), _recognition(view)),
    )
    asked = _no_cameras(view) or view.get(*base) is not None
    return procedure_of(view, "AIA-5-1-e", own, BUT_SEE, asked)


def _faces(view: View) -> Judged:
    at = ("cameras", "database", "faces")
    value = view.get(*at)
    if value is False:
        return no(Phrase("it holds no faces"), at)
    return yes(Phrase("it holds faces"), at)


def _scraped_from(view: View) -> Judged:
    at = ("cameras", "database", "scraped_from")
    places = view.get(*at)
    if places is None:
        said = Phrase("scraped, so from the internet or CCTV unless declared otherwise")
        return yes(said, at)
    hit = Commas(each for each in places if each in ("internet", "cctv"))
    if hit:
        return yes(Phrase("scraped from {places}", places=hit), at)
    return no(Phrase("from neither"), at)


def _recognition(view: View) -> Judged:
    at = ("cameras", "database", "use")
    use = view.get(*at)
    if use == "training_only":
        return no(Phrase("training only"), at)
    return yes(Phrase("for recognition"), at)


INFERRED = Phrase("emotions or intentions are inferred")


def emotions(view: View) -> Procedure:
    """Apply Art. 5(1)(f) (C(2025) 5052 paras 239-270)."""
    base = ("cameras", "emotion")
    own = (
        Element("INFERS", INFERRED, _infers(view)),
        Element("BIOMETRIC", Phrase("from biometric data"), _from_bodies(view)),
        Element("PLACE", Phrase("of people at work, in recruitment or in education"),
                _at_work(view)),
        Element("MEDICAL", Phrase("for medical or safety reasons"), _medical(view), exempts=True),
    )  # fmt: skip
    asked = _no_cameras(view) or view.get(*base) is not None
    return procedure_of(view, "AIA-5-1-f", own, ("AIA-ANX3", "GDPR-5-1-c", "ECHR-8"), asked)


def _infers(view: View) -> Judged:
    at = ("cameras", "emotion", "infers")
    value = view.get(*at)
    if _no_cameras(view):
        return no(NO_CAMERAS, ("cameras", "exists"))
    if value in (None, "emotion"):
        return yes(INFERRED, at)
    said = Phrase("what is inferred is {what}, not an individual's emotion",
                  what=value.replace("_", " "))  # fmt: skip
    return no(said, at)


def _from_bodies(view: View) -> Judged:
    at = ("cameras", "emotion", "from_biometrics")
    value = view.get(*at)
    if value is False:
        return no(Phrase("not from biometric data"), at)
    return yes(Phrase("from bodies"), at)


def _at_work(view: View) -> Judged:
    places, of = view.get("cameras", "emotion", "places"), view.get("cameras", "emotion", "of")
    at = ("cameras", "emotion", "of")
    if of is not None:
        staff = Commas(each for each in of if each in STAFF)
        if staff:
            return yes(Phrase("of {people}", people=staff), at)
        return no(Phrase("of none of these"), at)
    if places is None:
        return undeclared(Phrase("of whom, and where, is undeclared"), at, EITHER)
    where = ("cameras", "emotion", "places")
    inside = Commas(each for each in sorted(places) if each in (*AT_WORK, "education"))
    if inside:
        return yes(Phrase("at {places}", places=inside), where)
    return no(Phrase("at none of these"), where)


def _medical(view: View) -> Judged:
    at = ("cameras", "emotion", "purpose")
    value = view.get(*at)
    if value is None:
        return undeclared(Phrase("what it is for is undeclared"), at, EITHER)
    if value == "other":
        return no(Phrase("neither medical nor safety"), at)
    return yes(Phrase("for {purpose}", purpose=value), at)


def traits(view: View) -> Procedure:
    """Apply Art. 5(1)(g) (C(2025) 5052 paras 271-288)."""
    at = ("cameras", "biometric_categorisation")
    declared = view.get(*at)
    if _no_cameras(view):
        deduced = no(NO_CAMERAS, ("cameras", "exists"))
    elif declared is None:
        deduced = undeclared(Phrase("what is deduced from bodies is undeclared"), at)
    else:
        deduced = any_of([_trait(each) for each in sorted(declared)])
    use, where = view.get("cameras", "categorisation_use"), ("cameras", "categorisation_use")
    if use in (None, "individuals"):
        sorted_out = yes(Phrase("individuals are sorted"), where)
    else:
        sorted_out = no(Phrase("a lawful set of data is labelled or filtered"), where)
    own = (
        Element("TRAIT", Phrase("to deduce a listed trait"), deduced),
        Element("INDIVIDUALS", Phrase("individuals are categorised"), sorted_out),
    )
    asked = _no_cameras(view) or declared is not None
    return procedure_of(view, "AIA-5-1-g", own, BUT_SEE, asked)


def _trait(trait: str) -> Judged:
    at, words = ("cameras", "biometric_categorisation"), trait.replace("_", " ")
    if trait in LISTED:
        return yes(Phrase("{trait} is deduced", trait=words), at)
    if trait == "ethnicity":
        return contested(Phrase("whether ethnicity is race within (g) is arguable"), at)
    return no(Phrase("{trait} as such is not listed", trait=words), at)
