"""Measures what somebody might use instead of the library, on the same work, and prints a table of Markdown.

Two kinds of work: one key of 32 bytes under another, with 46 bytes of associated data, in a loop; and a secret of 32
bytes under a password. What a peer does in a process of its own is compared with our tool, which is one too. Ours is
measured before and after each peer, so that both meet the same machine. Usage: peers.py BENCHMARKS KEYHIERARCHY SWIFT-CRYPTO
"""

import importlib.metadata
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import passwords
import wrapping
from stopwatch import duration, loop, runs
from table import Table

BENCHMARKS, TOOL, SWIFT_CRYPTO = sys.argv[1:4]
PASSWORDS = (("pbkdf2-600000", "PBKDF2-HMAC-SHA-512, 600,000"), ("scrypt-2^17", "scrypt, N = 2^17, r = 8"))


def figures(program, *arguments):
    """What a program says of its own times: nanoseconds by name."""
    output = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in (line.split() for line in output.splitlines())}


def version(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[0].strip()


def swift_crypto_version():
    resolved = pathlib.Path(__file__).with_name("SwiftCrypto") / "Package.resolved"
    pins = json.loads(resolved.read_text())["pins"]
    return next(pin["state"]["version"] for pin in pins if pin["identity"] == "swift-crypto")


class Comparison:
    """A table, and our own times between one peer and the next."""

    def __init__(self):
        self.table = Table()
        self.ours = figures(BENCHMARKS, "peer-work")

    def add(self, peer, release, measure, works):
        """Measures a peer between two measurements of ours: `measure` returns its times by the names that ours have, of
        which `works` says what they stand for."""
        before, theirs = self.ours, measure()
        self.ours = figures(BENCHMARKS, "peer-work")
        for name, work in works.items():
            self.table.add(peer, release, work, theirs[name], (before[name] + self.ours[name]) / 2)

    def add_wrapping(self, peer, release, functions, kind="AES-256-GCM"):
        wrap, unwrap = functions
        self.add(
            peer, release, lambda: {"wrap": loop(wrap), "unwrap": loop(unwrap)},
            {"wrap": f"wrap a key: {kind}", "unwrap": f"unwrap a key: {kind}"})


def in_process(comparison, directory):
    """Peers that are libraries."""
    seals = {name: f"seal under a password: {derivation}" for name, derivation in PASSWORDS}
    comparison.add(
        "swift-crypto", swift_crypto_version(), lambda: figures(SWIFT_CRYPTO),
        {"wrap": "wrap a key: AES-256-GCM", "unwrap": "unwrap a key: AES-256-GCM", **seals})
    release = importlib.metadata.version
    comparison.add_wrapping("cryptography (Python)", release("cryptography"), wrapping.cryptography_aead())
    derivations = {"pbkdf2-600000": passwords.cryptography_pbkdf2(), "scrypt-2^17": passwords.cryptography_scrypt()}
    comparison.add(
        "cryptography (Python)", release("cryptography"),
        lambda: {name: runs(seal) for name, seal in derivations.items()}, seals)
    comparison.add_wrapping("Tink (Python)", release("tink"), wrapping.tink_aead())
    comparison.add_wrapping(
        "AWS Encryption SDK (Python)", release("aws-encryption-sdk"), wrapping.aws_encryption_sdk(),
        "in an envelope with a data key of its own")
    token = wrapping.Token(directory)
    softhsm = version("softhsm2-util", "--version")
    comparison.add_wrapping("SoftHSM2 (PKCS#11)", softhsm, token.aead())
    comparison.add_wrapping("SoftHSM2 (PKCS#11)", softhsm, token.key_wrap(), "AES key wrap, without associated data")


def programs(table, directory):
    """Programs that begin, do one thing, and end: beside our tool, which opens a backup."""
    with open(f"{directory}/password", "w") as file:
        file.write(passwords.PASSWORD)
    os.chmod(f"{directory}/password", 0o600)
    store = ["--store", f"{directory}/store.db", "--machine-key", f"{directory}/machine.key"]
    backup = f"{directory}/smk.pem"
    passwords.command([TOOL, "init", *store])
    passwords.command(
        [TOOL, "backup", "service-master-key", backup, "--password-file", f"{directory}/password", *store])

    def verify():
        passwords.command([TOOL, "verify", backup, "--password-file", f"{directory}/password"])

    for peer, release, work, peers_work, same_cost in (
        (
            "openssl cms", version("openssl", "version").split(" ")[1],
            "open the same backup: PBKDF2-HMAC-SHA-512, 600,000", passwords.openssl_cms(backup), True,
        ),
        (
            "jose", version("dpkg-query", "--show", "--showformat=${Version}", "jose"),
            "seal under a password: PBKDF2-HMAC-SHA-512, its most, 32,768; ours opens a backup: 600,000",
            passwords.jose(directory), False,
        ),
        (
            "age", version("dpkg-query", "--show", "--showformat=${Version}", "age"),
            "seal under a password: scrypt, its only N = 2^18; ours opens a backup: PBKDF2, 600,000",
            passwords.age(directory), False,
        ),
    ):
        before = runs(verify)
        theirs = runs(peers_work)
        table.add(peer, release, work, theirs, (before + runs(verify)) / 2, same_cost)


def main():
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o700)
        with open(f"{directory}/secret", "wb") as file:
            file.write(wrapping.KEY)
        comparison = Comparison()
        in_process(comparison, directory)
        programs(comparison.table, directory)
    print(comparison.table)
    from cryptography.hazmat.backends.openssl.backend import backend

    print(
        f"\nCPython {platform.python_version()}, in which a call that does nothing takes "
        f"{duration(loop(lambda: None))}; cryptography brings {number(backend.openssl_version_text())}; ours "
        f"uses the system's, {number(version('openssl', 'version'))}; processor: {processor()}.")


def number(text):
    """The name and the number that a version of OpenSSL begins with."""
    return " ".join(text.split()[:2])


def processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")


main()
