#!/usr/bin/env python3
"""Draws what `Benchmarks curve` prints: the time of replacing the service master key against the number of databases.

Both axes are logarithmic. Usage: plot.py CSV SVG
"""

import csv
import html
import math
import sys

WIDTH, HEIGHT = 760, 500
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 56, 72

# Stores differ in colour and in mark, and floors are dashed: nothing is said by colour alone.
STYLE = """
    text { font: 14px system-ui, sans-serif; fill: #24292f; }
    .title { font-size: 17px; font-weight: 600; }
    .grid { stroke: #d0d7de; stroke-width: 1; }
    .axis { stroke: #57606a; stroke-width: 1; }
    .paper { fill: #ffffff; }
    .line { fill: none; stroke-width: 2.5; }
    .floor { fill: none; stroke-width: 2; stroke-dasharray: 6 5; }
    .in-memory { stroke: #0550ae; }
    .in-sqlite { stroke: #953800; }
    .mark { fill: #ffffff; stroke-width: 2; }
    @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; }
        .grid { stroke: #30363d; }
        .axis { stroke: #8b949e; }
        .paper, .mark { fill: #0d1117; }
        .in-memory { stroke: #79c0ff; }
        .in-sqlite { stroke: #ffa657; }
    }
"""

STORES = {"in-sqlite": "in SQLite", "in-memory": "in memory"}
FLOORS = {
    "in-sqlite": "its floor: the cryptography, and plain SQLite",
    "in-memory": "its floor: the cryptography alone",
}


def duration(nanoseconds):
    for limit, unit, size in ((1e6, "µs", 1e3), (1e9, "ms", 1e6)):
        if nanoseconds < limit:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds / 1e9:.3g} s"


class Axis:
    """A logarithmic axis that begins and ends at a power of ten."""

    def __init__(self, values, start, end):
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(math.ceil(math.log10(max(values)) - 1e-9), self.low + 1)
        self.start, self.end = start, end

    def __call__(self, value):
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    @property
    def ticks(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def read(path):
    """The rows of each store, by size: databases, nanoseconds, nanoseconds of the floor."""
    stores = {name: [] for name in STORES}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            stores[row["store"]].append((int(row["databases"]), float(row["nanoseconds"]), float(row["floor"])))
    if not all(stores.values()):
        sys.exit(f"{path} has no rows for one of the stores.")
    return {name: sorted(rows) for name, rows in stores.items()}


def mark(store, x, y):
    if store == "in-memory":
        return f'<circle class="mark {store}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    return f'<rect class="mark {store}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'


def line(style, points):
    return f'<polyline class="{style}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def draw(stores):
    sizes = [row[0] for rows in stores.values() for row in rows]
    times = [time for rows in stores.values() for row in rows for time in row[1:]]
    across, up = Axis(sizes, LEFT, WIDTH - RIGHT), Axis(times, HEIGHT - BOTTOM, TOP)
    title = "Replacing the service master key"
    parts = []
    for name, rows in stores.items():
        size, time, floor = rows[-1]
        parts.append(
            f"Over {size:,} databases {STORES[name]} it takes {duration(time)}, {time / floor:.2f} times its floor; "
            f"over {rows[0][0]:,} it takes {duration(rows[0][1])}.")
    description = (
        "Time against the number of databases, both on logarithmic axes, for a store in memory and one in SQLite, each "
        "beside its floor. " + " ".join(parts))

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-labelledby="title description">',
        f'<title id="title">{html.escape(title)}</title>',
        f'<desc id="description">{html.escape(description)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{LEFT}" y="30">{html.escape(title)}</text>',
    ]
    for tick in across.ticks:
        x = across(tick)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>')
        anchor = "end" if tick == across.ticks[-1] else "middle"
        out.append(
            f'<text x="{WIDTH - 6 if anchor == "end" else x:.1f}" y="{HEIGHT - BOTTOM + 22}" '
            f'text-anchor="{anchor}">{int(tick):,}</text>')
    for tick in up.ticks:
        y = up(tick)
        out.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        out.append(f'<text x="{LEFT - 10}" y="{y + 5:.1f}" text-anchor="end">{duration(tick)}</text>')
    out.append(
        f'<polyline class="axis" fill="none" points="{LEFT},{TOP} {LEFT},{HEIGHT - BOTTOM} '
        f'{WIDTH - RIGHT},{HEIGHT - BOTTOM}"/>')
    out.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 20}" text-anchor="middle">'
        "databases, each with a master key</text>")
    out.append(
        f'<text transform="translate(20 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)" text-anchor="middle">'
        "time of one replacement</text>")

    for name, rows in stores.items():
        out.append(line(f"floor {name}", [(across(size), up(floor)) for size, _, floor in rows]))
        points = [(across(size), up(time)) for size, time, _ in rows]
        out.append(line(f"line {name}", points))
        out += [mark(name, *point) for point in points]

    y = TOP + 20
    for name in stores:
        for style, label in (("line", STORES[name]), ("floor", FLOORS[name])):
            out.append(line(f"{style} {name}", [(LEFT + 16, y), (LEFT + 56, y)]))
            if style == "line":
                out.append(mark(name, LEFT + 36, y))
            out.append(f'<text x="{LEFT + 66}" y="{y + 5}">{label}</text>')
            y += 22
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    source, target = sys.argv[1:3]
    with open(target, "w") as file:
        file.write(draw(read(source)))


main()
