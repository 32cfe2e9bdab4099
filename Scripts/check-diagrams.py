#!/usr/bin/env python3
"""Draws instances of 3 and of 300 databases with the built tool, and looks at the pictures and reports in a real browser.

Each must be drawn at its size and not be blank; no text may lie outside of its box or of the picture; a report must have no
script and be no wider than its window. Graphviz must take the other form. What is drawn stays in .build/diagrams, with
pictures of the screen, to be looked at. It installs Chromium and Graphviz if they are missing (apt), so it is no part of CI.
"""

import base64
import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / ".build" / "diagrams"
HOSTILE = ["]]></text><script>alert(1)</script>", "W" * 120, "データベース" * 20, "قاعدة-البيانات" * 8, 'a"b\\c&amp;{d}#35;']

# What a page finds out about the drawing in it. A text belongs to the smallest box that its beginning lies in.
MEASURE = """
const svg = document.querySelector('svg'), found = [], box = svg.viewBox.baseVal;
const boxes = [...svg.querySelectorAll('rect')].map(r => r.getBBox());
const holds = (b, x, y) => x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height;
for (const text of svg.querySelectorAll('text')) {
  const b = text.getBBox();
  const around = boxes.filter(r => holds(r, b.x + 1, b.y + b.height / 2)).sort((l, r) => l.width * l.height - r.width * r.height)[0];
  if (!around || b.x + b.width > around.x + around.width + 0.5 || b.y + b.height > around.y + around.height + 4)
    found.push(text.textContent.slice(0, 80) + ' ' + JSON.stringify([b.x, b.y, b.width, b.height].map(Math.round)));
}
const result = {texts: svg.querySelectorAll('text').length, outside: found, width: box.width, height: box.height,
  scripts: document.querySelectorAll('script:not(#measure)').length,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth};
const image = new Image();
image.onerror = () => finish({image: 'not drawn'});
image.onload = () => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [box.width, Math.min(box.height, 4000)];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const data = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer), colours = new Map();
  for (const pixel of data) colours.set(pixel, (colours.get(pixel) || 0) + 1);
  finish({image: 'drawn', ground: Math.max(...colours.values()) / data.length, colours: colours.size,
    width: image.naturalWidth, height: image.naturalHeight});
};
function finish(image) {
  const element = document.createElement('pre');
  element.id = 'result';
  element.textContent = JSON.stringify(Object.assign(result, {image}));
  document.body.append(element);
}
image.src = 'data:image/svg+xml;base64,' + PICTURE;
"""


def install(command: str, package: str) -> None:
    if not shutil.which(command):
        subprocess.run(["apt-get", "install", "-y", "-qq", package], check=True, stdout=subprocess.DEVNULL)


def script(count: int) -> str:
    """A script of SQL Server that makes an instance of several shapes. Passwords and certificates take long."""
    lines = ["CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Master-Passw0rd-1';"]
    lines += ["CREATE CERTIFICATE TDECertificate WITH SUBJECT = 'TDE';", "GO"]
    lines += ["BACKUP SERVICE MASTER KEY TO FILE = 'smk.key' ENCRYPTION BY PASSWORD = 'Backup-Passw0rd-1';", "GO"]
    names = [f"Tenant{number:04}" for number in range(1, count + 1)] + HOSTILE
    for number, name in enumerate(names, 1):
        database = "[" + name.replace("]", "]]") + "]"
        lines += [f"CREATE DATABASE {database};", "GO", f"USE {database};"]
        lines.append(f"CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Tenant-Passw0rd-{number}';")
        if number < 4 or number % 10 == 0:
            lines.append(
                "CREATE SYMMETRIC KEY [Card numbers] WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'Key-Passw0rd-1';")
        if number % 2 == 0:
            lines.append("CREATE DATABASE SCOPED CREDENTIAL storage WITH IDENTITY = 'keeper', SECRET = 'not one';")
        if number % 3 == 0:
            lines.append(
                "CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDECertificate;")
            lines.append("ALTER DATABASE CURRENT SET ENCRYPTION ON;")
        if number % 50 == 1:
            lines.append("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;")
        lines.append("GO")
    return "\n".join(lines) + "\n"


class Browser:
    """Chromium without a window."""

    def __init__(self) -> None:
        self.profile = OUTPUT / "profile"

    def run(self, *arguments: str) -> str:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [f"--user-data-dir={self.profile}", "--virtual-time-budget=20000", *arguments]
        return subprocess.run(command, check=True, text=True, capture_output=True, timeout=300).stdout

    def measure(self, page: str, picture: str, path: Path) -> dict:
        """What MEASURE finds out about a page that has the picture in it."""
        encoded = base64.b64encode(picture.encode()).decode()
        probe = f"<script id=measure>const PICTURE = '{encoded}';{MEASURE}</script></body>"
        path.write_text(page.replace("</body>", probe))
        dom = self.run("--window-size=1280,1000", "--dump-dom", path.as_uri())
        return json.loads(html.unescape(dom.split('<pre id="result">')[1].split("</pre>")[0]))

    def photograph(self, path: Path, width: int, height: int) -> None:
        self.run(f"--window-size={width},{height}", f"--screenshot={path}.png", path.as_uri())


def check(name: str, page: str, picture: str, browser: Browser, path: Path) -> list[str]:
    found = browser.measure(page, picture, path)
    problems = [f"text outside of its box: {text}" for text in found["outside"]]
    image = found["image"]
    if image["image"] != "drawn" or (image["width"], image["height"]) != (found["width"], found["height"]):
        problems.append(f"not drawn at its size: {image}")
    elif image["ground"] > 0.98 or image["colours"] < 10:
        problems.append(f"blank: {image}")
    if found["scripts"]:
        problems.append("there is a script in it")
    if found["overflow"] > 0:
        problems.append(f"{found['overflow']} pixels wider than the window")
    print(f"{name}: {found['texts']} texts, {found['width']} by {found['height']}, {image.get('colours')} colours")
    return [f"{name}: {problem}" for problem in problems]


def instance(tool: str, count: int) -> list[str]:
    """Makes an instance, and returns the arguments that name it."""
    directory = OUTPUT / f"instance-{count}"
    directory.mkdir(mode=0o700)
    (directory / "files").mkdir(mode=0o700)
    (directory / "script.sql").write_text(script(count))
    arguments = ["--store", f"{directory}/store.db", "--machine-key", f"{directory}/machine.key"]
    subprocess.run([tool, "init", *arguments], check=True, capture_output=True)
    run = subprocess.run(
        [tool, "sql", "-f", f"{directory}/script.sql", "--file-root", f"{directory}/files", *arguments], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode:
        sys.exit(run.stdout)
    return arguments


def main() -> int:
    install("chromium", "chromium")
    install("dot", "graphviz")
    tool = sys.argv[1]
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    browser = Browser()
    problems = []
    for count in (3, 300):
        arguments = instance(tool, count)

        def draw(*command: str) -> str:
            return subprocess.run([tool, *command, *arguments], check=True, text=True, capture_output=True).stdout

        picture = draw("diagram")
        (OUTPUT / f"{count}.svg").write_text(picture)
        page = f"<!DOCTYPE html><meta charset=utf-8><body style='margin:0'>{picture}</body>"
        problems += check(f"picture of {count}", page, picture, browser, OUTPUT / f"{count}-picture.html")
        height = int(picture.split('height="')[1].split('"')[0])
        browser.photograph(OUTPUT / f"{count}.svg", 1200, height)

        report = OUTPUT / f"{count}-report.html"
        report.write_text(draw("report"))
        # Its policy lets no script run, ours neither.
        lenient = report.read_text().replace("default-src 'none'; style-src 'unsafe-inline'", "img-src data:")
        problems += check(f"report of {count}", lenient, picture, browser, OUTPUT / f"{count}-probe.html")
        browser.photograph(report, 1280, 6000)
        browser.run("--no-pdf-header-footer", f"--print-to-pdf={report}.pdf", report.as_uri())
        if not Path(f"{report}.pdf").read_bytes().startswith(b"%PDF"):
            problems.append(f"report of {count}: it does not print")

        graph = subprocess.run(["dot", "-Tsvg"], input=draw("diagram", "--format", "dot"), text=True, capture_output=True)
        if graph.returncode or graph.stderr:
            problems.append(f"Graphviz does not take the picture of {count}: {graph.stderr}")
    print("\n".join(problems), file=sys.stderr)
    print(f"See {os.path.relpath(OUTPUT)}.")
    return 1 if problems else 0


sys.exit(main())
