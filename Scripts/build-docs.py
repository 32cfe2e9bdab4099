#!/usr/bin/env python3
"""Builds the reference of all public modules, as one archive with links between them. A warning is an error."""

import json
import re
import subprocess
import sys

import surface

OUTPUT = surface.ROOT / ".build" / "documentation"

modules = surface.modules()
named = re.search(r"documentation_targets: \[(.*)\]", (surface.ROOT / ".spi.yml").read_text()).group(1).split(", ")
if named != modules:
    sys.exit(f".spi.yml names the documentation targets [{', '.join(named)}]. It should name [{', '.join(modules)}].")

command = ["swift", "package", "--traits", surface.traits(), "--quiet", "--allow-writing-to-directory", str(OUTPUT)]
command += ["generate-documentation"]
for module in modules:
    command += ["--target", module]
command += ["--enable-experimental-combined-documentation", "--warnings-as-errors", "--transform-for-static-hosting"]
if subprocess.run([*command, "--output-path", str(OUTPUT)], cwd=surface.ROOT).returncode != 0:
    sys.exit("The documentation has errors.")

# A symbol that no topic names ends up in a section that is generated.
for module in modules:
    page = json.loads((OUTPUT / "data" / "documentation" / f"{module.lower()}.json").read_text())
    for section in page["topicSections"]:
        if section.get("generated"):
            names = [identifier.split("/")[-1] for identifier in section["identifiers"]]
            sys.exit(f"The topics of {module}.docc leave out: {', '.join(names)}.")
print(f"The documentation is in {OUTPUT.relative_to(surface.ROOT)}. To read it:")
print(f"    python3 -m http.server --directory {OUTPUT.relative_to(surface.ROOT)}")
print("    http://localhost:8000/documentation")
