#!/usr/bin/env python3
"""Writes the table of SQL Server's messages that the module TransactSQL compiles in.

With the argument --check, fails instead when the table is not as it would be written.
"""

import generated
import surface

MESSAGES = surface.ROOT / "Sources/TransactSQL/Messages"

HEAD = '''// swift-format-ignore-file: texts are as long as they are.
// Made by `Scripts/write-messages.py` from Listing/messages.tsv.

extension SystemMessage {
    /// Number, severity, state and text of each message, with tabs between them, in the order of the numbers.
    static let table = #"""
'''

rows = (MESSAGES / "Listing/messages.tsv").read_text().splitlines()[1:]
text = HEAD + "".join(f"        {row}\n" for row in rows) + '        """#\n}\n'
generated.write(MESSAGES / "SystemMessage+Table.swift", text, "Scripts/write-messages.py")
