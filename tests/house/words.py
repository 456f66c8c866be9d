"""What must not be written in the product, found in its text and its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house.tree import code, parsed, product, suite

Finding = tuple[int, str]
Rule = Callable[[Path], Iterator[Finding]]

UNFINISHED = re.compile(r"\b(TODO|FIXME)\b|#.*\bXXX\b")
NAMES_THEM = {"words", "test_words"}  # the rule and its test
SESSION_SET = re.compile(
    r"(^|;)\s*(SET\s+(?!LOCAL\b|CONSTRAINTS\b|TRANSACTION\b)|RESET\s|(?i:set\s+(session|role|search_path)\b))"
    r"|(?i:set_config\s*\([^)]*,\s*false\s*\))",
    re.MULTILINE,
)
DEFINER = re.compile(r"SECURITY\s+DEFINER", re.IGNORECASE)
REASONS = ("app ready", "slow import", "optional dependency")
REASON = re.compile(r"# noqa: PLC0415 - (" + "|".join(REASONS) + r")\b")
LOUD = 4  # words that a skip must say


def unfinished(path: Path) -> Iterator[Finding]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if UNFINISHED.search(line):
            yield number, "finish it or leave it out"
    tree = parsed(path)
    bases = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and _is_base(node)]
    abstract = {id(leaf) for base in bases for leaf in ast.walk(base)}
    for node in ast.walk(tree):
        raised = ast.unparse(node.exc) if isinstance(node, ast.Raise) and node.exc else ""
        if "NotImplementedError" in raised and id(node) not in abstract:
            yield node.lineno, "finish it, or say `Base: …` in the docstring of its class"  # type: ignore[attr-defined]


def _is_base(node: ast.ClassDef) -> bool:
    return (ast.get_docstring(node) or "").startswith("Base")


def quiet_skips(path: Path) -> Iterator[Finding]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in {"skipif", "xfail", "importorskip", "skipTest", "skipUnless", "skipIf"}:
                yield node.lineno, f"{name}: a test runs"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "pytest.skip",
            "skip",
            "pytest.mark.skip",
        }:
            said = " ".join(str(leaf.value) for leaf in ast.walk(node) if isinstance(leaf, ast.Constant))
            if len(said.split()) < LOUD:
                yield node.lineno, "a skip says aloud what is missing"


def hidden_imports(path: Path) -> Iterator[Finding]:
    """An import inside a function carries a reason of the closed list; "circular" is none of them."""
    lines = path.read_text().splitlines()
    functions = [
        node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for line in sorted(
        {leaf.lineno for function in functions for leaf in ast.walk(function) if _imports(leaf)}
    ):
        if not REASON.search(lines[line - 1]):
            yield line, f"import at the top, or `# noqa: PLC0415 - ` and one of {', '.join(REASONS)}"


def _imports(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def raw_sql(path: Path) -> Iterator[Finding]:
    for node in ast.walk(parsed(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"raw", "extra"}
        ):
            yield node.lineno, f".{node.func.attr}(): write it with the ORM"


def session_state(path: Path) -> Iterator[Finding]:
    """A pooler in transaction mode hands the session to the next town."""
    for line, text in _strings(path):
        if SESSION_SET.search(text):
            yield line, "set it for the transaction: SET LOCAL or set_config(…, true)"
        if DEFINER.search(text):
            yield line, "functions run with the rights of who asks"


def process_memory(path: Path) -> Iterator[Finding]:
    """What a process remembers in a town's code outlives the town."""
    if {"town", "consortium"}.isdisjoint(path.parts):
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if re.match(r"(functools\.)?(lru_)?cache\b", ast.unparse(decorator)):
                    yield decorator.lineno, "remember in current().memo: it ends with the town transaction"


def wholesale_cache(path: Path) -> Iterator[Finding]:
    """Only keys made by KEY_FUNCTION belong to one Ente."""
    for node in ast.walk(parsed(path)):
        written = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Subscript) else ""
        if re.fullmatch(r"cache\.(clear|keys|iter_keys|delete_pattern|_cache)", written) or re.match(
            r"caches\[(?!.default.\])", written
        ):
            yield node.lineno, "touches every town's keys"  # type: ignore[attr-defined]


def spoken_logs(path: Path) -> Iterator[Finding]:
    """An event is a name written in the code: `log.info("case.closed", count=3)`."""
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    for node in ast.walk(parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in levels or ast.unparse(node.func.value) not in {"log", "logger", "self.log"}:
            continue
        event = node.args[0] if node.args else None
        named = isinstance(event, ast.Constant) and re.fullmatch(r"[a-z][a-z0-9_.]*", str(event.value))
        if not named or len(node.args) > 1:
            yield node.lineno, "name the event in dots and lower case; what varies goes into registered keys"


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """String literals, docstrings left out."""
    tree = parsed(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


# Which rule reads which files.
RULES: dict[str, tuple[Rule, Callable[[], list[Path]]]] = {
    "unfinished": (
        unfinished,
        lambda: [path for path in [*product(), *suite()] if path.stem not in NAMES_THEM],
    ),
    "quiet skips": (quiet_skips, suite),
    "hidden imports": (hidden_imports, code),
    "raw SQL": (raw_sql, product),
    "session state": (session_state, product),
    "process memory": (process_memory, code),
    "wholesale cache": (wholesale_cache, code),
    "spoken logs": (spoken_logs, code),
}
