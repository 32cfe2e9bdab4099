"""The table of what was measured."""

from stopwatch import duration


class Table:
    """A row for each peer and work: its time, ours, and who is faster."""

    def __init__(self):
        self.rows = [
            ("Peer", "Version", "Work", "Its time", "Ours", "Ours / its", "Faster is"),
            ("---", "---", "---", "---:", "---:", "---:", "---"),
        ]

    def add(self, peer, version, work, theirs, ours, same_cost=True):
        """Adds a row, with times in nanoseconds.

        Where a peer's password cannot be given the cost that ours has, there is no ratio: it would compare parameters.
        """
        ratio = ours / theirs
        shown = f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.1g}"
        if not same_cost:
            verdict = ("", "not the same cost")
        elif ratio > 1.05:
            verdict = (shown, "**the peer**")
        elif ratio < 0.95:
            verdict = (shown, "ours")
        else:
            verdict = (shown, "neither")
        self.rows.append((peer, version, work, duration(theirs), duration(ours), *verdict))

    def __str__(self):
        return "\n".join("| " + " | ".join(row) + " |" for row in self.rows)
