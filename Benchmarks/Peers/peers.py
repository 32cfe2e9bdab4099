"""Measures what somebody might use instead of the library, on the same work, and prints a table of Markdown.

Two kinds of work: one key of 32 bytes under another, with 46 bytes of associated data, in a loop; and a secret of 32 bytes
under a password. What a peer does in a process of its own is compared with our tool, which is one too. Ours is measured
before and after each peer, so that both meet the same machine. Usage: peers.py BENCHMARKS KEYHIERARCHY
"""

import base64
import importlib.metadata
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time

BENCHMARKS, TOOL = sys.argv[1:3]
PASSWORD = "9-Small-Otters-Swim"
KEY = bytes(range(32))
DATA = bytes(46)
ITERATIONS = 600_000


def loop(work, seconds=0.5):
    """The median time of one call in nanoseconds, from seven rounds of half a second in all."""
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            work()
        if time.perf_counter() - start > seconds / 10:
            break
        count *= 2
    times = []
    for _ in range(7):
        start = time.perf_counter_ns()
        for _ in range(count):
            work()
        times.append((time.perf_counter_ns() - start) / count)
    return statistics.median(times)


def runs(work, count=7):
    """The median time of one call in nanoseconds, for what takes long."""
    times = []
    for _ in range(count):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


def ours():
    """Our times by name."""
    output = subprocess.run([BENCHMARKS, "peer-work"], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in (line.split() for line in output.splitlines())}


def version(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.split("\n")[0].strip()


ROWS = []


def add(peer, peer_version, work, theirs, before, after):
    own = (before + after) / 2
    ROWS.append((peer, peer_version, work, duration(theirs), duration(own), f"{own / theirs:.2f}"))


def duration(nanoseconds):
    for limit, unit, size in ((1e4, "ns", 1), (1e7, "µs", 1e3), (1e10, "ms", 1e6)):
        if nanoseconds < limit:
            return f"{nanoseconds / size:,.0f} {unit}".replace(",", " ")
    return f"{nanoseconds / 1e9:.1f} s"


# One key under another.


def tink_aead():
    import tink
    from tink import aead

    aead.register()
    primitive = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM_RAW).primitive(aead.Aead)
    sealed = primitive.encrypt(KEY, DATA)
    return lambda: primitive.encrypt(KEY, DATA), lambda: primitive.decrypt(sealed, DATA)


def cryptography_aead():
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(KEY)
    nonce = os.urandom(12)
    sealed = cipher.encrypt(nonce, KEY, DATA)
    return lambda: cipher.encrypt(os.urandom(12), KEY, DATA), lambda: cipher.decrypt(nonce, sealed, DATA)


def aws_encryption_sdk():
    import aws_encryption_sdk
    from aws_encryption_sdk.identifiers import CommitmentPolicy, EncryptionKeyType, WrappingAlgorithm
    from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
    from aws_encryption_sdk.key_providers.raw import RawMasterKeyProvider

    class Provider(RawMasterKeyProvider):
        provider_id = "benchmark"

        def _get_raw_key(self, key_id):
            return WrappingKey(
                wrapping_algorithm=WrappingAlgorithm.AES_256_GCM_IV12_TAG16_NO_PADDING,
                wrapping_key=KEY,
                wrapping_key_type=EncryptionKeyType.SYMMETRIC,
            )

    provider = Provider()
    provider.add_master_key("key")
    client = aws_encryption_sdk.EncryptionSDKClient(commitment_policy=CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
    context = {"place": "0" * 40}
    sealed, _ = client.encrypt(source=KEY, key_provider=provider, encryption_context=context)
    return (
        lambda: client.encrypt(source=KEY, key_provider=provider, encryption_context=context),
        lambda: client.decrypt(source=sealed, key_provider=provider),
    )


def softhsm(directory):
    os.makedirs(f"{directory}/tokens")
    with open(f"{directory}/softhsm.conf", "w") as file:
        file.write(f"directories.tokendir = {directory}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = f"{directory}/softhsm.conf"
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "benchmark", "--pin", "1234", "--so-pin", "1234"],
        check=True, capture_output=True)
    import pkcs11
    from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

    library = next(
        path for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
        if os.path.exists(path))
    session = pkcs11.lib(library).get_token(token_label="benchmark").open(user_pin="1234", rw=True)
    wrapping = session.generate_key(KeyType.AES, 256, template={Attribute.WRAP: True, Attribute.UNWRAP: True})
    key = session.generate_key(
        KeyType.AES, 256, template={Attribute.EXTRACTABLE: True, Attribute.SENSITIVE: False})
    wrapped = wrapping.wrap_key(key, mechanism=Mechanism.AES_KEY_WRAP)

    def unwrap():
        wrapping.unwrap_key(ObjectClass.SECRET_KEY, KeyType.AES, wrapped, mechanism=Mechanism.AES_KEY_WRAP).destroy()

    return lambda: wrapping.wrap_key(key, mechanism=Mechanism.AES_KEY_WRAP), unwrap


# A secret under a password.


def cryptography_pbkdf2():
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    def seal():
        key = PBKDF2HMAC(hashes.SHA512(), 32, os.urandom(16), ITERATIONS).derive(PASSWORD.encode())
        AESGCM(key).encrypt(os.urandom(12), KEY, DATA)

    return seal


def cryptography_scrypt():
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    def seal():
        key = Scrypt(os.urandom(16), 32, 2**17, 8, 1).derive(PASSWORD.encode())
        AESGCM(key).encrypt(os.urandom(12), KEY, DATA)

    return seal


def command(arguments):
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def age(directory):
    """age asks a terminal for its passphrase, twice; its scrypt has N = 2^18, twice ours."""
    source = f"{directory}/secret"

    def seal():
        child, terminal = pty.fork()
        if child == 0:
            os.execvp("age", ["age", "-p", "-o", "/dev/null", source])
        answered = 0
        try:
            while chunk := os.read(terminal, 1024):
                if b"passphrase" in chunk and answered < 2:
                    os.write(terminal, PASSWORD.encode() + b"\n")
                    answered += 1
        except OSError:
            pass
        os.close(terminal)
        if os.waitpid(child, 0)[1] != 0:
            raise RuntimeError("age failed")

    return seal


def jose(directory):
    """jose takes at most 32,768 iterations; its password comes as a key, since it crashes without a terminal."""
    key = base64.urlsafe_b64encode(PASSWORD.encode()).decode().rstrip("=")
    with open(f"{directory}/password.jwk", "w") as file:
        json.dump({"kty": "oct", "k": key}, file)
    template = json.dumps({"protected": {"alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": 32768}})
    return lambda: command(
        ["jose", "jwe", "enc", "-i", template, "-I", f"{directory}/secret", "-k", f"{directory}/password.jwk",
         "-o", f"{directory}/secret.jwe"])


def main():
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o700)
        with open(f"{directory}/secret", "wb") as file:
            file.write(KEY)
        own = ours()

        for peer, package, make in (
            ("Tink for Python", "tink", tink_aead),
            ("cryptography", "cryptography", cryptography_aead),
            ("AWS Encryption SDK for Python", "aws-encryption-sdk", aws_encryption_sdk),
        ):
            wrap, unwrap = make()
            theirs = loop(wrap), loop(unwrap)
            after = ours()
            release = importlib.metadata.version(package)
            add(peer, release, "wrap a key", theirs[0], own["wrap"], after["wrap"])
            add(peer, release, "unwrap a key", theirs[1], own["unwrap"], after["unwrap"])
            own = after

        wrap, unwrap = softhsm(directory)
        theirs = loop(wrap), loop(unwrap)
        after = ours()
        release = version(["softhsm2-util", "--version"])
        add("SoftHSM2 (PKCS#11)", release, "wrap a key", theirs[0], own["wrap"], after["wrap"])
        add("SoftHSM2 (PKCS#11)", release, "unwrap a key", theirs[1], own["unwrap"], after["unwrap"])
        own = after

        release = importlib.metadata.version("cryptography")
        for name, work, seal in (
            ("pbkdf2-600000", "seal under a password, PBKDF2 600,000", cryptography_pbkdf2()),
            ("scrypt-2^17", "seal under a password, scrypt 2^17", cryptography_scrypt()),
        ):
            theirs = runs(seal)
            after = ours()
            add("cryptography", release, work, theirs, own[name], after[name])
            own = after

        processes(directory)

    print("| Peer | Version | Work | Its time | Ours | Ours / its |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for row in ROWS:
        print("| " + " | ".join(row) + " |")


def processes(directory):
    """Programs that begin, do one thing, and end: beside our tool, which opens a backup."""
    with open(f"{directory}/password", "w") as file:
        file.write(PASSWORD)
    os.chmod(f"{directory}/password", 0o600)
    store = ["--store", f"{directory}/store.db", "--machine-key", f"{directory}/machine.key"]
    backup = f"{directory}/smk.pem"
    command([TOOL, "init", *store])
    command([TOOL, "backup", "service-master-key", backup, "--password-file", f"{directory}/password", *store])

    def verify():
        command([TOOL, "verify", backup, "--password-file", f"{directory}/password"])

    for peer, release, work, theirs in (
        (
            "openssl cms", version(["openssl", "version"]).split(" ")[1], "open one of our backups, PBKDF2 600,000",
            lambda: command(
                ["openssl", "cms", "-decrypt", "-inform", "PEM", "-in", backup, "-pwri_password", PASSWORD, "-binary"]),
        ),
        (
            "jose", version(["dpkg-query", "--show", "--showformat=${Version}", "jose"]),
            "seal under a password, PBKDF2 32,768 (its most), beside opening a backup", jose(directory),
        ),
        ("age", version(["age", "--version"]), "seal under a password, scrypt 2^18, beside opening a backup", age(directory)),
    ):
        before = runs(verify)
        their = runs(theirs)
        add(peer, release, work, their, before, runs(verify))


main()
