"""What Bentham never does, and how its house is kept, held against the tree itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS, TAGS
from bentham.evidence.tables import table

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "bentham"
MODULES = sorted(SOURCE.rglob("*.py"))
WRITTEN_BY_HAND = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".csv",
    ".cff",
    ".html",
    ".j2",
    ".css",
    ".js",
}
NOT_OURS = {".venv", "runs", "build", "dist", "node_modules"}

# The table of arrows in the design, transitive. A new folder is added here and in pyproject.toml.
BELOW_STUDY = {"engine", "results", "classics", "day", "society", "scheme", "chance", "evidence"}
MAY_IMPORT = {
    "chance": set(),
    "evidence": set(),
    "scheme": {"evidence"},
    "society": {"chance", "evidence"},
    "day": {"chance", "evidence"},
    "engine": {"day", "society", "scheme", "chance", "evidence"},
    "results": {"evidence"},
    "classics": {"chance", "evidence"},
    "study": BELOW_STUDY,
    "audit": BELOW_STUDY | {"study"},
    "report": BELOW_STUDY | {"study", "audit"},
    "cli": BELOW_STUDY | {"study", "audit", "report"},
}


def tree_files() -> list[Path]:
    """Every file of the checkout that a person wrote."""
    found = [ROOT / "Makefile", ROOT / ".ci" / "run"]
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") or part in NOT_OURS for part in parts)
        if not hidden and path.is_file() and path.suffix in WRITTEN_BY_HAND:
            found.append(path)
    return found


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Top-level packages that a module imports anywhere, also inside functions or by name."""
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            for word in node.args:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value.partition(".")[0]


# --- 1. No real person; 3. nothing is sent anywhere ---


NETWORK = """
    socket socketserver ssl http urllib urllib2 urllib3 requests httpx aiohttp ftplib smtplib
    poplib imaplib nntplib telnetlib xmlrpc paramiko websocket boto3 fsspec
"""
READERS = """
    PIL cv2 imageio skimage face_recognition dlib mediapipe insightface deepface pytesseract
    easyocr torch tensorflow transformers spacy nltk sklearn
"""


def test_no_module_can_open_a_connection():
    found = {short(m): set(NETWORK.split()) & set(imported(m)) for m in MODULES}
    assert len(found) > 10
    assert not {m: names for m, names in found.items() if names}


def test_no_module_can_read_a_picture_a_face_or_a_text_to_be_judged():
    found = {short(m): set(READERS.split()) & set(imported(m)) for m in MODULES}
    assert not {m: names for m, names in found.items() if names}


def test_the_scan_for_imports_sees_every_way_to_import(tmp_path):
    sly = tmp_path / "sly.py"
    sly.write_text(
        "import importlib\n"
        "def f():\n    import http.client as c\n    from urllib import request\n"
        "    importlib.import_module('ssl')\n    __import__('socket')\n"
    )
    assert set(imported(sly)) == {"importlib", "http", "urllib", "ssl", "socket"}


# --- 4. No country is measured; 5. schemes and officials, never a people ---

NATIONS = (
    "Chinese|Japanese|Sudanese|Russian|Serb|Serbian|Venezuelan|Ugandan|Zambian|Iranian|American"
    "|British|French|German|Indian|African|Asian|European|Arab|Uyghur|Uighur|Tibetan|Mongol"
    "|Kazakh|Hui|Han|Muslim|Christian|Buddhist|Jew|Jewish|Hindu|Sikh"
)
PERSONS = (
    "people|population|citizens?|society|culture|mentality|character|nation|minority|men|women"
    "|children|families|users|believers"
)
A_PEOPLE = re.compile(
    # Someone's people; the members of a people; or a people as a noun, which no office follows.
    rf"\b({NATIONS}) ({PERSONS})\b"
    r"|\b(Russians|Serbs|Serbians|Venezuelans|Ugandans|Zambians|Iranians|Americans|Germans|Indians"
    r"|Africans|Asians|Europeans|Arabs|Uyghurs|Uighurs|Tibetans|Mongols|Kazakhs|Muslims"
    r"|Christians|Buddhists|Jews|Hindus|Sikhs)\b"
    r"|\b[Tt]he (Chinese|Japanese|British|French|Han|Hui)\b(?! (state|government|authorit|court"
    r"|part|law|firm|compan|censor|platform|system|press|census|original|text))"
)


def told(path: Path) -> str:
    """The words of a file that a user may be shown: all of it, or a module's strings."""
    if path.suffix != ".py":
        return read(path)
    strings = (n.value for n in ast.walk(ast.parse(read(path))) if isinstance(n, ast.Constant))
    return "\n".join(s for s in strings if isinstance(s, str))


def test_no_text_of_ours_speaks_of_a_people():
    texts = [p for p in tree_files() if short(p).startswith(("src/", "docs/", "README"))]
    assert len(texts) > 20
    found = {short(p): m.group() for p in texts if (m := A_PEOPLE.search(told(p)))}
    assert not found


@pytest.mark.parametrize(
    "said", ["what the Chinese want", "Russian society", "the Uyghurs", "Serbs think", "Han women"]
)
def test_the_word_list_knows_a_people_when_it_sees_one(said):
    assert A_PEOPLE.search(said)


@pytest.mark.parametrize(
    "said",
    ["supplied by Chinese firms", "the Chinese government", "Russian officials", "in another hand"],
)
def test_the_word_list_lets_states_and_firms_be_named(said):
    assert not A_PEOPLE.search(said)


def test_no_invented_society_bears_the_name_of_a_real_place():
    real = {r["province"] for r in table("china_provinces_2020").rows}
    real |= {r["city"] for r in table("cameras").rows}
    # A state may be named as the source of a base rate, not as where the invented people live.
    real -= {"China", "China average", "United States"}
    assert len(real) > 50
    pattern = re.compile(rf"\b({'|'.join(sorted(real))})\b", re.IGNORECASE)
    files = [p for p in tree_files() if short(p).startswith("src/bentham/society/")]
    assert files
    assert not {short(p): m.group() for p in files if (m := pattern.search(told(p)))}


def test_presets_are_named_after_mechanisms_not_places():
    real = {r["province"].lower() for r in table("china_provinces_2020").rows}
    real |= {w for r in table("cameras").rows for w in r["city"].lower().split()}
    real |= {"rongcheng", "suining", "suzhou", "hangzhou", "chinese", "russia", "serbia"}
    real -= {"city", "average"}
    # A pack of norms may be named after the state whose law it holds.
    files = [p for p in tree_files() if SOURCE in p.parents and "packs" not in p.parts]
    stems = [p.stem for p in files if p.suffix in {".yaml", ".yml"}]
    assert stems, "no preset found"
    assert not [s for s in stems if real & set(re.split(r"\W|_", s.lower()))]


def test_no_page_claims_to_know_about_the_real_world():
    pages = [p for p in tree_files() if SOURCE in p.parents and p.suffix in {".html", ".j2"}]
    claims = re.compile(r"\b(proves?|proven|proof|causes|demonstrates)\b", re.IGNORECASE)
    assert pages, "no page template found"
    assert not {short(p): m.group() for p in pages if (m := claims.search(read(p)))}


# --- No naked numbers ---


def test_every_parameter_is_declared_whole():
    assert PARAMETERS, "the registry is empty"
    assert len({p.name for p in PARAMETERS}) == len(PARAMETERS)
    for p in PARAMETERS:
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", p.name), p.name
        assert p.unit.strip(), p.name
        assert p.low <= p.default <= p.high, p.name
        assert p.help.strip() and "\n" not in p.help, p.name
        assert p.tag in TAGS, p.name
        assert p.source.strip(), p.name


def test_a_log_uniform_draw_has_somewhere_to_start():
    assert [p.name for p in PARAMETERS if p.draw == "log" and p.low <= 0] == []


def test_what_is_uncertain_can_vary():
    assert [p.name for p in PARAMETERS if p.uncertain and p.low == p.high] == []


def test_every_variant_names_its_choices_and_nothing_else_does():
    variants = [p for p in PARAMETERS if p.draw == "choice"]
    assert variants, "no structural variant is declared"
    for p in variants:
        assert len(p.choices) >= 2 and len(set(p.choices)) == len(p.choices), p.name
        assert (p.low, p.high) == (0, len(p.choices) - 1), p.name
        assert p.default == int(p.default), p.name
    assert [p.name for p in PARAMETERS if p.choices and p.draw != "choice"] == []


def test_every_metric_says_what_it_counts_and_on_which_axis():
    assert METRICS, "the registry is empty"
    assert len({m.name for m in METRICS}) == len(METRICS)
    for m in METRICS:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", m.name), m.name
        assert m.axis in {"harm", "conduct", "context"}, m.name
        assert m.direction in {"worse", "better", "neither"}, m.name
        assert m.summary in {"last", "mean", "sum", "max"}, m.name
        assert m.unit.strip() and m.label.strip() and m.cause.strip(), m.name
        assert m.top.strip() and m.scale > 0, m.name
        assert m.definition.strip().endswith("."), m.name


def test_a_harm_has_a_worse_direction():
    harms = [m for m in METRICS if m.axis == "harm"]
    assert harms, "no harm is measured"
    assert [m.name for m in harms if m.direction == "neither"] == []


# --- How the house is kept ---


def test_every_folder_stands_in_the_table_of_arrows():
    folders = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").is_file()}
    assert folders == set(MAY_IMPORT)
    loose = {p.name for p in SOURCE.glob("*.py")}
    assert loose <= {"__init__.py", "__main__.py"}


def test_the_import_contracts_are_the_table_of_arrows():
    config = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]
    assert set(config) == {"root_package", "contracts"}
    forbidden = {}
    for contract in config["contracts"]:
        # No option that would soften a contract (ignored imports, direct imports only).
        assert set(contract) == {"name", "type", "source_modules", "forbidden_modules"}
        assert contract["type"] == "forbidden"
        (source,) = contract["source_modules"]
        forbidden[source] = set(contract["forbidden_modules"])
    everything = set(MAY_IMPORT)
    for folder, allowed in MAY_IMPORT.items():
        expected = {f"bentham.{f}" for f in everything - allowed - {folder}}
        assert forbidden.get(f"bentham.{folder}", set()) == expected, folder


def test_no_file_outgrows_a_reader():
    lengths = {short(m): len(read(m).splitlines()) for m in MODULES}
    assert {m: n for m, n in lengths.items() if n > 450} == {}


def test_everything_public_says_what_it_is():
    silent = []
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for path in MODULES:
        tree = ast.parse(read(path))
        nodes: list[ast.AST] = [tree, *tree.body]
        for part in tree.body:
            if isinstance(part, ast.ClassDef) and not part.name.startswith("_"):
                nodes += part.body
        for node in nodes:
            if not isinstance(node, kinds):
                continue
            name = getattr(node, "name", "the module")
            if not name.startswith("_") and len(ast.get_docstring(node) or "") < 10:
                silent.append(f"{short(path)}: {name}")
    assert silent == []


def test_nothing_names_the_machine_it_was_written_on():
    # Put together from pieces, so that this file passes its own scan.
    homes = "|".join(["work", "root", "home", "Users"])
    hosts = "|".join(["py" + "pi\\.org", "python" + "hosted", "npm" + "js", "proxy\\.golang"])
    pattern = re.compile(rf"(?<![\w.\-])/({homes})/|\bsha" + rf"red/|{hosts}")
    assert pattern.search("see /" + "work/x") and pattern.search("../sha" + "red/data")
    assert not {short(p): m.group() for p in tree_files() if (m := pattern.search(read(p)))}


LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_every_link_between_pages_leads_somewhere():
    pages = [p for p in tree_files() if p.suffix == ".md"]
    links = [(p, link) for p in pages for link in LINK.findall(read(p))]
    local = [(p, link) for p, link in links if not link.startswith(("http:", "https:", "mailto:"))]
    assert len(local) > 3
    assert [f"{short(p)}: {link}" for p, link in local if not (p.parent / link).exists()] == []


# --- Light to start ---

HEAVY = {"numba", "pyarrow", "matplotlib"}
LOADED = "\nprint('loaded:', *sorted({m.partition('.')[0] for m in sys.modules}))"


def loaded(code: str) -> set[str]:
    """Run code in a fresh interpreter and return the top-level packages it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys\n" + code + LOADED],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("loaded:", 1)[1].split())


def test_import_bentham_loads_nothing_heavy():
    assert HEAVY & loaded("import numpy, numba") == {"numba"}
    names = loaded("import bentham")
    assert "bentham" in names
    assert not HEAVY & names


@pytest.mark.parametrize(
    "command",
    ["--help", "presets", "check municipal-points"],
)
def test_commands_that_only_talk_load_nothing_heavy(command):
    names = loaded(
        "from bentham.cli.main import main\n"
        f"sys.argv = ['bentham', *{command.split()!r}]\n"
        "try:\n    code = main()\n"
        "except SystemExit as end:\n    code = end.code\n"
        "assert not code, f'exit {code}'"
    )
    assert not HEAVY & names
