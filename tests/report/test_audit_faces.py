"""The faces of an audit as the programs read them that are made for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped
from made_up_audit import SUPPRESSED, small_audit
from pages import assert_accessible, assert_alone, without_scripts

from audit.case_files import names, path_of
from audit.made_up import DAY, TENANTS, audited, changed
from bentham.audit.as_json import as_json
from bentham.audit.auditing import Audit, audit
from bentham.audit.findings import FINDINGS
from bentham.audit.packs import SEVERITIES
from bentham.report.audit_faces import FACES
from bentham.report.audit_junit import as_junit
from bentham.report.audit_page import as_page
from bentham.report.audit_sarif import FINGERPRINT, as_sarif
from bentham.scheme.loading import presets

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
HEADINGS = (
    "Verdicts", "Rights at stake", "Element by element", "What applies",
    "A letter that asks for what is not declared", "Where this belongs in an impact assessment",
    "Method and limits",
)  # fmt: skip


@pytest.fixture(scope="module")
def town() -> Audit:
    return audit(path_of("pair-town-before"), as_of=DAY)


@pytest.fixture(scope="module")
def small() -> Audit:
    return small_audit()


def results_of(found: Audit) -> list[dict[str, Any]]:
    run: list[dict[str, Any]] = as_sarif(found)["runs"][0]["results"]
    return run


QUICK = [name for name in presets() if "-with-" not in name]


@pytest.mark.parametrize("name", [*QUICK, *(f"{each}.yaml" for each in names()[::8])])
def test_sarif_is_valid_against_the_published_schema(name: str) -> None:
    source = path_of(name.removesuffix(".yaml")) if name.endswith(".yaml") else name
    log = json.loads(FACES["sarif"].write(audit(source, as_of=DAY), None, "en"))
    assert [(each.json_path, each.message) for each in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
        # Section 3.27.10: only a failure has a level.
        assert (each["kind"] == "fail") == (each["level"] != "none")


def test_a_log_that_breaks_the_schema_would_be_found(town: Audit) -> None:
    log = as_sarif(town)
    log["runs"][0]["results"][0]["kind"] = "compliant"
    assert list(VALIDATOR.iter_errors(log))


def test_sarif_holds_kinds_places_and_fingerprints_of_all_results(town: Audit) -> None:
    results = results_of(town)
    assert len(results) == len(town.results)
    assert {each["kind"] for each in results} >= {"fail", "review", "open", "pass"}
    text = path_of("pair-town-before").read_text("utf-8").split("\n")
    for each, finding in zip(results, town.results, strict=True):
        assert each["partialFingerprints"] == {FINGERPRINT: finding.fingerprint}
        for at, pointer in zip(each["locations"], finding.pointers, strict=False):
            region = at["physicalLocation"]["region"]
            line, column = region["startLine"], region["startColumn"]
            assert (line, column) == (pointer.line, pointer.column)
            assert text[line - 1][column - 1 :].strip()


def test_a_suppression_is_shown_with_who_answers_for_it_and_fails_nothing() -> None:
    found = audited(changed(TENANTS, appeal={"available": False}, suppressions=[SUPPRESSED]))
    bare = audited(changed(TENANTS, appeal={"available": False}))
    assert [each.check.id for each in found.suppressed] == ["DP-03"]
    assert {e.fingerprint for e in bare.findings} - {e.fingerprint for e in found.findings} == {
        each.fingerprint for each in found.suppressed
    }
    assert [e.line for e in found.judgements] == [e.line for e in bare.judgements]
    (mine,) = [each for each in results_of(found) if "suppressions" in each]
    assert mine["suppressions"][0]["justification"] == "a tribunal is being set up"
    assert mine["suppressions"][0]["status"] == "accepted"
    assert not list(VALIDATOR.iter_errors(as_sarif(found)))
    for face in ("text", "html"):
        said = " ".join(FACES[face].write(found, None, "en").split())
        assert "Suppressed by A. Person on 2026-01-01, until 2027-01-01" in said
    told = as_json(found)["about"]["suppressed"][0]
    assert told["suppression"]["author"] == "A. Person"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"expires": "2026-11-21"}, "expired on 2026-11-21"),
        ({"date": "2026-12-01"}, "was decided only on 2026-12-01"),
        ({"state": "underReview"}, "is under review"),
        ({"state": "rejected"}, "was rejected"),
        ({"check": "BI-01"}, "matches no finding"),
        ({"pointer": "appeal.body"}, "matches no finding"),
    ],
)
def test_a_suppression_that_does_not_hold_has_no_effect_and_says_so(
    more: dict[str, str], why: str
) -> None:
    data = changed(TENANTS, appeal={"available": False}, suppressions=[SUPPRESSED | more])
    found = audited(data)
    assert found.suppressed == ()
    (note,) = found.notes
    assert why in note
    assert "A. Person" in note
    assert note in FACES["junit"].write(found, None, "en")
    assert why in " ".join(FACES["text"].write(found, None, "en").split())


def test_a_suppression_holds_on_its_last_day_and_only_where_it_points() -> None:
    last = SUPPRESSED | {"expires": DAY.isoformat(), "pointer": "appeal"}
    found = audited(changed(TENANTS, appeal={"available": False}, suppressions=[last]))
    assert [each.check.id for each in found.suppressed] == ["DP-03"]


@pytest.mark.parametrize("limit", [None, *SEVERITIES])
def test_junit_is_read_by_a_reader_and_fails_what_the_command_fails(
    limit: Any, town: Audit, tmp_path: Path
) -> None:
    path = tmp_path / "audit.xml"
    path.write_text(as_junit(town, limit), encoding="utf-8")
    xml = JUnitXml.fromfile(str(path))
    cases = [case for suite in xml for case in suite]
    failed = [case for case in cases if any(isinstance(e, Failure) for e in case.result)]
    over = (
        [each for each in town.findings if each.kind == "fail"]
        if limit is None
        else town.at_or_above(limit)
    )
    assert len(cases) == len(town.results) == xml.tests
    assert len(failed) == len(over) == xml.failures > 0
    skipped = sum(any(isinstance(e, Skipped) for e in case.result) for case in cases)
    assert skipped == sum(suite.skipped for suite in xml) > 0
    for suite in xml:
        about = {each.name: each.value for each in suite.properties()}
        assert "No finding is not compliance" in about["reading"]
        assert about["verdict AIA-5-1-c"] == town.judgements[0].line
    passed = [case for case in cases if not case.result]
    assert passed
    assert all("No finding is not compliance" in case.system_out for case in passed)


def test_the_page_is_alone_and_says_what_it_must(town: Audit) -> None:
    page = as_page(town)
    assert_alone(page)
    text = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())
    for said in (
        "As declared in the public sources listed",
        "Not legal advice; no finding is not compliance",
        "not verified at source", "Must be shown by the operator", "project default",
        "Remedy", "The operator would have to show", "it follows from the declaration alone",
        "Regulation (EU) 2024/1689 Art. 27(1)", "Regulation (EU) 2016/679 Art. 35(7)",
    ):  # fmt: skip
        assert said in text, said
    assert page.index('id="verdicts"') < page.index('id="glance"') < page.index('id="elements"')
    for each in town.judgements:
        assert each.line in text.replace("\u200b", "").replace("&#39;", "'")
    for each in town.findings:
        assert each.check.id in text
    for pointer in town.completeness.missing:
        assert re.sub(r"\[[^\]]*\]", "[]", pointer.path) in text
    assert "invented people" not in text.partition("Not simulated")[0]
    assert not re.search(r"\bcompliant\b|badge|certif", text)


def test_what_a_scheme_writes_is_text_on_the_page_and_in_xml() -> None:
    found = audited(changed(TENANTS, title="<script>alert(1)</script> & co"))
    page = as_page(found)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    JUnitXml.fromstring(as_junit(found).encode())


def test_the_page_reads_without_scripts_and_to_everybody(
    small: Audit, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "audit.html"
    path.write_text(as_page(small), encoding="utf-8")
    with without_scripts(browser, path.as_uri(), 360, HEADINGS, 0):
        pass
    assert_accessible(browser, path.as_uri(), "light", 1000)
    assert_accessible(browser, path.as_uri(), "dark", 360)


@pytest.mark.full
@pytest.mark.parametrize("name", presets())
def test_the_page_of_every_preset_reads_to_everybody(
    name: str, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "audit.html"
    path.write_text(as_page(audit(name, as_of=DAY)), encoding="utf-8")
    with without_scripts(browser, path.as_uri(), 360, HEADINGS, 0):
        pass
    for theme in ("light", "dark"):
        assert_accessible(browser, path.as_uri(), theme, 1000)


def test_the_page_prints_to_a4_with_the_verdicts_on_the_first_sheet(
    town: Audit, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "audit.html"
    path.write_text(as_page(town), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    sheet = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]", sheet)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 985})
    table = page.locator("table").first.bounding_box()
    assert table is not None
    page.close()
    # 297 mm less two margins of 18 mm are 261 mm, 986 pixels.
    assert table["y"] + table["height"] < 986


def test_a_finding_is_one_of_three_kinds_in_every_face(town: Audit) -> None:
    assert {each.kind for each in town.findings} <= set(FINDINGS)
    assert len(as_json(town)["findings"]) == len(town.findings)
