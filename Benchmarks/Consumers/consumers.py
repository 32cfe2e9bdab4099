#!/usr/bin/env python3
"""Measures what it costs to take the library into a program, and prints a table of Markdown.

Makes packages in a temporary directory: one that depends on nothing, two that depend on products of the library
without traits, and one that depends on swift-crypto. Builds each from nothing, and starts what was built. Needs
Linux, Swift, clang and strip. With --quick each is built once: to see whether it runs.
"""

import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUICK = "--quick" in sys.argv[1:]
BUILDS = 1 if QUICK else 3
# Programs are started in turn, so that all meet the same machine.
ROUNDS, STARTS = (2, 5) if QUICK else (7, 15)

NOTHING = """\
print("Nothing.")
"""

POLICY = """\
import Policy

let violations = PasswordPolicy.nist800_63b4.violations(of: "Passw0rd")
print(violations.map(\\.code.description).joined(separator: ", "))
"""

# An instance in memory: its service master key is made and sealed once. With an argument, the program of the README, so
# that nothing that it needs is left out of the binary.
HIERARCHY = """\
import Backup
import KeyHierarchy

if CommandLine.arguments.count > 1 {
    try await README.run()
} else {
    let key = try await EncryptionHierarchy().session().serviceMasterKey()
    print("Sealed: \\(key.fingerprint).")
}
"""

CRYPTO = """\
import Crypto

let key = SymmetricKey(size: .bits256)
let (secret, place) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 46))
let sealed = try AES.GCM.seal(secret, using: key, authenticating: place)
print("Sealed: \\(sealed.ciphertext.count + sealed.tag.count) bytes.")
"""


def readme_program():
    """The program of the README, as a function."""
    blocks = re.findall(r"^```swift\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).splitlines()
    imports = sorted(line for line in lines if line.startswith("import "))
    body = "\n".join("        " + line if line else "" for line in lines if not line.startswith("import "))
    head = "\n".join(imports)
    return f"{head}\n\nenum README {{\n    static func run() async throws {{\n{body}\n    }}\n}}\n"


LIBRARY = f'.package(name: "library", path: "{ROOT}", traits: [])'


class Consumer:
    """A package, and what is measured of it."""

    def __init__(self, directory, name, products, dependency, sources):
        self.name = name
        self.directory = directory
        self.seconds = []
        folder = directory / "Sources" / "Consumer"
        folder.mkdir(parents=True)
        for file, text in sources.items():
            (folder / file).write_text(text)
        package = "library" if dependency == LIBRARY else "swift-crypto"
        used = ", ".join(f'.product(name: "{product}", package: "{package}")' for product in products)
        (directory / "Package.swift").write_text(
            f"""// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "consumer",
    dependencies: [{dependency}],
    targets: [.executableTarget(name: "Consumer", dependencies: [{used}])]
)
""")
        self.swift("package", "resolve")

    def swift(self, *arguments):
        run = subprocess.run(["swift", *arguments], cwd=self.directory, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"swift {' '.join(arguments)}, for {self.name}:\n{run.stdout}{run.stderr}")
        return run.stdout.strip()

    def build(self):
        """Builds from nothing; what was fetched stays."""
        self.swift("package", "clean")
        start = time.monotonic()
        self.swift("build", "-c", "release")
        self.seconds.append(time.monotonic() - start)

    def stripped(self, name, *options):
        """The binary of a build with some options, without its symbols."""
        self.swift("build", "-c", "release", *options)
        built = pathlib.Path(self.swift("build", "-c", "release", *options, "--show-bin-path")) / "Consumer"
        binary = self.directory / name
        shutil.copy(built, binary)
        subprocess.run(["strip", binary], check=True)
        return binary

    def fetched(self):
        """What was fetched, as it lies in the checkouts."""
        checkouts = self.directory / ".build" / "checkouts"
        packages = sorted(checkouts.iterdir()) if checkouts.exists() else []
        if not packages:
            return "nothing"
        size = sum(
            file.stat().st_size for file in checkouts.rglob("*")
            if file.is_file() and not file.is_symlink() and ".git" not in file.parts)
        return f"{', '.join(package.name for package in packages)}: {megabytes(size)}"

    def version(self, package):
        resolved = (self.directory / "Package.resolved").read_text()
        return re.search(rf'"{package}".*?"version" : "([^"]+)"', resolved, re.DOTALL).group(1)


def libcrypto(binary):
    """The shared libcrypto that a binary is linked with, if any."""
    linked = subprocess.run(["ldd", binary], check=True, capture_output=True, text=True).stdout
    found = re.search(r"libcrypto\S* => (\S+)", linked)
    return pathlib.Path(found.group(1)).resolve() if found else None


def megabytes(size):
    return f"{size / 1e6:.2f} MB" if size < 1e7 else f"{size / 1e6:.1f} MB"


def starts(launch, programs):
    """The median time to start and end, in milliseconds, and of the peak of memory, in MB, for each program."""
    runs = {program: [] for program in programs}
    for _ in range(ROUNDS):
        for program in programs:
            output = subprocess.run(
                [launch, str(STARTS), program], check=True, capture_output=True, text=True).stdout
            runs[program] += [[int(figure) for figure in line.split()] for line in output.splitlines()]
    return {
        program: (
            f"{statistics.median(run[0] for run in figures) / 1e6:.1f} ms",
            f"{statistics.median(run[1] for run in figures) * 1024 / 1e6:.1f} MB",
        )
        for program, figures in runs.items()
    }


def main():
    with tempfile.TemporaryDirectory() as temporary:
        directory = pathlib.Path(temporary)
        launch = directory / "launch"
        subprocess.run(
            ["clang", "-O2", "-o", launch, pathlib.Path(__file__).with_name("launch.c")], check=True)
        consumers = [
            Consumer(directory / "nothing", "nothing", [], "", {"main.swift": NOTHING}),
            Consumer(directory / "policy", "`Policy`", ["Policy"], LIBRARY, {"main.swift": POLICY}),
            Consumer(
                directory / "hierarchy", "`KeyHierarchy` and `Backup`", ["KeyHierarchy", "Backup"], LIBRARY,
                {"main.swift": HIERARCHY, "README.swift": readme_program()}),
            Consumer(
                directory / "crypto", "swift-crypto", ["Crypto"],
                '.package(url: "https://github.com/apple/swift-crypto", from: "4.0.0")', {"main.swift": CRYPTO}),
        ]
        consumers[-1].name += " " + consumers[-1].version("swift-crypto")

        for _ in range(BUILDS):
            for consumer in consumers:
                consumer.build()
        programs, static = {}, {}
        for consumer in consumers:
            programs[consumer] = consumer.stripped("shared")
            static[consumer] = consumer.stripped("static", "--static-swift-stdlib", "--scratch-path", ".build-static")
            # A program that is started only is not known to work.
            for binary in (programs[consumer], static[consumer]):
                subprocess.run([binary], check=True, stdout=subprocess.DEVNULL)
        proof = subprocess.run(
            [static[consumers[2]], "README"], check=True, capture_output=True, text=True).stdout.strip()
        if proof != "The backup holds the key in use: true":
            sys.exit(f"The program of the README printed: {proof}")

        true = pathlib.Path("/bin/true")
        measured = starts(launch, [true, *programs.values(), *static.values()])

        print(
            "| A program with | Fetches | Builds in | Its size | Starts and ends in | Peak memory "
            "| Its size with Swift linked in | Then starts and ends in | Its cryptography |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
        time_of_true, memory_of_true = measured[true]
        print(f"| none: `/bin/true` | | | | {time_of_true} | {memory_of_true} | | | |")
        for consumer in consumers:
            shared = libcrypto(programs[consumer])
            if shared:
                size = megabytes(shared.stat().st_size)
                cryptography = f"the system's {shared.name}, shared: {size}, not counted in its size"
            else:
                cryptography = "BoringSSL, linked in" if consumer is consumers[-1] else "none"
            print(
                f"| {consumer.name} | {consumer.fetched()} | {statistics.median(consumer.seconds):.1f} s "
                f"| {megabytes(programs[consumer].stat().st_size)} | {measured[programs[consumer]][0]} "
                f"| {measured[programs[consumer]][1]} | {megabytes(static[consumer].stat().st_size)} "
                f"| {measured[static[consumer]][0]} | {cryptography} |")
        swift = re.search(r"Swift version (\S+)", consumers[0].swift("--version")).group(1)
        print(f"\nSwift {swift}; builds: median of {BUILDS}; starts: median of {ROUNDS * STARTS}.")


main()
