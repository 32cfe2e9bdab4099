#!/usr/bin/env python3
"""Draws the modules in Documentation/Architecture.md; with --check, fails when the drawing is not up to date."""

import re
from dataclasses import dataclass

import generated
import surface

PAGE = surface.ROOT / "Documentation" / "Architecture.md"
BEGIN = "<!-- made by `make diagram` from Package.swift -->\n"
END = "<!-- end of what `make diagram` makes -->\n"


@dataclass(frozen=True)
class Dependency:
    """What a target depends on: a target of ours, or a package."""

    name: str
    trait: str | None = None

    @classmethod
    def read(cls, entry: dict) -> "Dependency":
        if "product" in entry:
            _, package, _, condition = entry["product"]
            return cls(package, (condition or {}).get("traits", [None])[0])
        return cls((entry.get("byName") or entry["target"])[0])


def reachable(name: str, edges: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for next_name in edges.get(waiting.pop(), set()) - found:
            found.add(next_name)
            waiting.append(next_name)
    return found


manifest = surface.manifest()
products = {target for product in manifest["products"] for target in product["targets"]}
# The library and the tool: what lies in Sources/. The rest only checks them.
targets = {
    target["name"]: target
    for target in manifest["targets"]
    if target["type"] in {"system", "regular", "executable"} and not target.get("path")
}
dependencies = {
    name: {Dependency.read(entry) for entry in target["dependencies"]} for name, target in targets.items()
}
edges = {name: {dependency.name for dependency in found} for name, found in dependencies.items()}
packages = sorted(set().union(*edges.values()) - set(targets))


def node(name: str) -> str:
    """Returns a name that Mermaid takes for one."""
    return re.sub(r"\W", "_", name)


lines = ["flowchart TD"]
for name in sorted(targets):
    left, right = {"system": ("([", "])"), "executable": ("[[", "]]")}.get(targets[name]["type"], ("[", "]"))
    lines.append(f'    {node(name)}{left}"{"<b>" + name + "</b>" if name in products else name}"{right}')
for package in packages:
    lines.append(f'    {node(package)}(["{package}"])')
for name in sorted(targets):
    # What is reached by way of another arrow needs none of its own.
    indirect = set().union(*(reachable(dependency, edges) for dependency in edges[name]))
    for dependency in sorted(dependencies[name], key=lambda dependency: dependency.name):
        if dependency.name not in indirect:
            arrow = f'-- "trait {dependency.trait}" -->' if dependency.trait else "-->"
            lines.append(f"    {node(name)} {arrow} {node(dependency.name)}")

before, _, rest = PAGE.read_text().partition(BEGIN)
_, _, after = rest.partition(END)
drawing = "```mermaid\n" + "\n".join(lines) + "\n```\n"
generated.write(PAGE, before + BEGIN + drawing + END + after, by="make diagram")
