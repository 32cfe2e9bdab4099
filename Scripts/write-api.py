#!/usr/bin/env python3
"""Writes Documentation/API.md, the public surface by module; with --check, fails when it is not up to date."""

from collections import defaultdict

import generated
import surface

PAGE = surface.ROOT / "Documentation" / "API.md"

INTRODUCTION = """# Public surface

Everything that a program can name, by module: `make api` writes this page from what the compiler says, and CI refuses a
change of the surface that is not in it. What a declaration promises is in its documentation: `make docs` builds that.
"""

TYPES = {"swift.struct", "swift.class", "swift.enum", "swift.protocol"}

# The order of a type's members; other kinds come last.
ORDER = ["enum.case", "init", "type.property", "type.method", "func.op", "property", "subscript", "method"]

# Conformances that every type has, or that another one says already.
SILENT = {"Copyable", "Escapable", "SendableMetatype", "Equatable"}
IMPLIED = {
    "ExpressibleByStringLiteral": {"ExpressibleByExtendedGraphemeClusterLiteral", "ExpressibleByUnicodeScalarLiteral"},
    "KeyStoreWriter": {"KeyStoreReader"},
    "RandomAccessCollection": {"BidirectionalCollection", "Collection", "Sequence"},
    "Actor": {"Sendable"},
}


def heading(symbol: surface.Symbol) -> str:
    """Returns the declaration of a type with its conformances."""
    name = ".".join(symbol.path)
    keyword = symbol.declaration.split(symbol.path[-1])[0]
    implied = SILENT.union(*(IMPLIED.get(conformance, set()) for conformance in symbol.conformances))
    conformances = sorted(set(symbol.conformances) - implied)
    return f"{keyword}{name}" + (f": {', '.join(conformances)}" if conformances else "")


def member_order(symbol: surface.Symbol) -> tuple[int, str]:
    kind = symbol.kind.removeprefix("swift.")
    return (ORDER.index(kind) if kind in ORDER else len(ORDER)), symbol.declaration


def section(module: str, symbols: list[surface.Symbol]) -> str:
    types = {tuple(symbol.path): symbol for symbol in symbols if symbol.kind in TYPES}
    members = defaultdict(list)
    for symbol in symbols:
        if symbol.kind not in TYPES:
            members[tuple(symbol.path[:-1])].append(symbol)
    blocks = []
    for path in sorted(set(types) | set(members)):
        first = heading(types[path]) if path in types else f"extension {'.'.join(path)}"
        lines = [first] + [f"    {member.declaration}" for member in sorted(members[path], key=member_order)]
        blocks.append("\n".join(lines))
    return f"## {module}\n\n```\n" + "\n\n".join(blocks) + "\n```\n"


directory = surface.dump()
sections = [section(module, surface.symbols(directory, module)) for module in surface.modules()]
generated.write(PAGE, "\n".join([INTRODUCTION, *sections]), by="make api")
