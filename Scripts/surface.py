"""The public surface of the package, read from its manifest and from the compiler's symbol graphs."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def swift(*arguments: str) -> str:
    """Returns what a command of the toolchain prints; when it fails, says what it had to say, and exits."""
    run = subprocess.run(["swift", *arguments], cwd=ROOT, capture_output=True, text=True)
    if run.returncode != 0:
        errors = dict.fromkeys(line for line in (run.stdout + run.stderr).splitlines() if "error:" in line)
        sys.exit("\n".join([f"swift {' '.join(arguments)} failed.", *errors]))
    return run.stdout


def traits() -> str:
    """Returns the traits that everything is built with."""
    return re.search(r"^TRAITS := (.*)$", (ROOT / "Makefile").read_text(), re.M).group(1)


def manifest() -> dict:
    """Returns the package's manifest."""
    return json.loads(swift("package", "dump-package"))


def modules() -> list[str]:
    """Returns the modules that users see: those of the library products."""
    libraries = [product for product in manifest()["products"] if "library" in product["type"]]
    return [module for product in libraries for module in product["targets"]]


@dataclass
class Symbol:
    """A public declaration."""

    module: str
    kind: str
    path: list[str]
    declaration: str
    file: Path
    line: int
    # The module that the documentation comment comes from, or `None` when there is no comment.
    documented_by: str | None
    conformances: list[str]


def dump() -> Path:
    """Writes the symbol graphs, and returns the directory where they are."""
    printed = swift("package", "--traits", traits(), "dump-symbol-graph", "--skip-synthesized-members")
    return Path(re.search(r"^Files written to (.*)$", printed, re.M).group(1))


def symbols(directory: Path, module: str) -> list[Symbol]:
    """Returns the public symbols of a module, those in its extensions of other modules' types included."""
    found = []
    for file in sorted([directory / f"{module}.symbols.json", *directory.glob(f"{module}@*.symbols.json")]):
        graph = json.loads(file.read_text())
        names = {symbol["identifier"]["precise"]: symbol["names"]["title"] for symbol in graph["symbols"]}
        conformances: dict[str, list[str]] = {}
        for relation in graph["relationships"]:
            if relation["kind"] == "conformsTo":
                name = names.get(relation["target"]) or relation["targetFallback"].split(".")[-1]
                conformances.setdefault(relation["source"], []).append(name)
        for symbol in graph["symbols"]:
            # What the compiler makes up, such as `hashValue`, has no place in our sources.
            if "location" not in symbol:
                continue
            found.append(
                Symbol(
                    module=module,
                    kind=symbol["kind"]["identifier"],
                    path=symbol["pathComponents"],
                    declaration="".join(fragment["spelling"] for fragment in symbol["declarationFragments"]),
                    file=Path(symbol["location"]["uri"].removeprefix("file://")).relative_to(ROOT),
                    line=symbol["location"]["position"]["line"] + 1,
                    documented_by=symbol["docComment"].get("module") if "docComment" in symbol else None,
                    conformances=conformances.get(symbol["identifier"]["precise"], []),
                )
            )
    return found
