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
    if not PROGRAM.exists():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS)]
        subprocess.run([*command, "html-validate@10.17.0"], check=True, capture_output=True)
    (scratch / ".htmlvalidate.json").write_text(json.dumps(CONFIG))
    page = scratch / "page.html"
    page.write_text(html)
    command = [str(PROGRAM), "--formatter", "json", str(page)]
    answer = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if answer.stderr and not answer.stdout:
        raise RuntimeError(answer.stderr)
    found = json.loads(answer.stdout or "[]")
    return [f"{m['line']}: {m['ruleId']}: {m['message']}" for result in found for m in result["messages"]]
