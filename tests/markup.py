"""The second opinion on our HTML, beside axe: html-validate, pinned, in `.tools/`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / ".tools" / "html-validate-10.17.0"
PROGRAM = TOOLS / "node_modules" / ".bin" / "html-validate"
CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "long-title": "off",  # a page says what it is and where
        "no-trailing-whitespace": "off",  # templates leave some
        "attribute-boolean-style": "off",
        "void-style": "off",
        "doctype-style": "off",
        "no-inline-style": "error",
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        "form-dup-name": ["error", {"shared": ["radio", "checkbox", "submit"]}],
        "prefer-native-element": ["error", {"exclude": ["listbox"]}],  # its options come from the server
    },
}


def complaints(html: str, scratch: Path) -> list[str]:
    """What html-validate finds in a page, one line each; installs it when it is not there."""
    return complaints_of({"page": html}, scratch)


def complaints_of(pages: dict[str, str], scratch: Path) -> list[str]:
    """The same of many pages at once, each line with the name of its page."""
    if not PROGRAM.exists():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS)]
        subprocess.run([*command, "html-validate@10.17.0"], check=True, capture_output=True)
    (scratch / ".htmlvalidate.json").write_text(json.dumps(CONFIG))
    said = scratch / "complaints.json"
    said.unlink(missing_ok=True)
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = scratch / f"page{number}.html"
        file.write_text(html)
        names[str(file)] = name
    # Into a file: what node writes into a pipe may be cut off when it ends.
    command = [str(PROGRAM), "--formatter", f"json={said}", *names]
    answer = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if not said.exists():
        raise RuntimeError(answer.stderr)
    return [
        f"{names[result['filePath']]}, line {fault['line']}: {fault['ruleId']}: {fault['message']}"
        for result in json.loads(said.read_text() or "[]")
        for fault in result["messages"]
    ]
