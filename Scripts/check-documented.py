#!/usr/bin/env python3
"""Fails, naming file and line, for every public symbol that has no documentation.

A member that a protocol of this package asks for has the protocol's. What it has from the standard library counts for
operators and hashing alone: that says nothing about us anywhere else.
"""

import sys

import surface

INHERITED = {"swift.func.op", "hash(into:)"}

directory = surface.dump()
modules = surface.modules()
undocumented = [
    symbol
    for module in modules
    for symbol in surface.symbols(directory, module)
    if symbol.documented_by not in modules and not INHERITED & {symbol.kind, symbol.path[-1]}
]
for symbol in undocumented:
    print(f"{symbol.file}:{symbol.line}: error: {'.'.join(symbol.path)} is public and has no documentation")
if undocumented:
    sys.exit(f"{len(undocumented)} public symbols have no documentation.")
print(f"Every public symbol of {', '.join(modules)} is documented.")
