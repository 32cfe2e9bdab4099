"""Exchanges messages and files between the tool and software of others, both ways.

pysqlcrypt reads and writes messages of ENCRYPTBYPASSPHRASE; cryptography reads and writes certificates (X.509), PKCS #12 and
RSA. Each has been written from other sources than this project.

Usage: check.py TOOL
"""

import datetime
import importlib.metadata
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import pysqlcrypt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "9-Small-Otters-Swim"
PHRASES = ["correct horse", "p", "Größe 東京", "x" * 200]
PLAINTEXTS = ["", "a", "4111 1111 1111 1111", "0123456789ABCDEF" * 40]
VERSIONS = [
    (2016, pysqlcrypt.SQLCryptVersion.V1),
    (2022, pysqlcrypt.SQLCryptVersion.V2),
]

NUMBERS = itertools.count()

checked = 0


def expect(condition, what):
    global checked
    if not condition:
        sys.exit(f"FAILED: {what}")
    checked += 1


def literal(text):
    return "N'" + text.replace("'", "''") + "'"


class Instance:
    """An instance that the tool keeps in a directory, and scripts that run on it."""

    def __init__(self, tool, directory, server):
        self.tool, self.directory, self.server = tool, directory, server
        name = f"{directory}/{next(NUMBERS)}"
        self.store = [f"--store={name}.db", f"--machine-key={name}.key"]
        self._run("init", *self.store)

    def _run(self, *arguments, script=None):
        run = subprocess.run(
            [self.tool, *arguments], input=script, capture_output=True, text=True, cwd=self.directory
        )
        if run.returncode != 0:
            sys.exit(f"{arguments}\n{script}\n{run.stdout}{run.stderr}")
        return run.stdout

    def values(self, script):
        """Runs a script, and returns the first value of each of its results."""
        printed = self._run(
            "sql", *self.store, f"--sql-server={self.server}", "--format=json", f"--file-root={self.directory}", script=script
        )
        return [row[0] for row in rows(json.loads(printed))]


def rows(document):
    """The rows of all results of a script."""
    for batch in document["batches"]:
        for result in batch["results"]:
            yield from result["rows"]


def check_passphrases(tool, directory):
    for server, version in VERSIONS:
        instance = Instance(tool, directory, server)
        cases = [(phrase, text) for phrase in PHRASES for text in PLAINTEXTS]
        made = instance.values(
            "\n".join(f"SELECT ENCRYPTBYPASSPHRASE({literal(p)}, {literal(t)[1:]});" for p, t in cases)
        )
        for (phrase, text), message in zip(cases, made, strict=True):
            opened = pysqlcrypt.decrypt_by_passphrase(phrase, bytes.fromhex(message[2:]))
            expect(opened == text.encode(), f"pysqlcrypt decrypts what {server} has encrypted")
        theirs = [pysqlcrypt.encrypt_by_passphrase(p, t, version).hex() for p, t in cases]
        opened = instance.values(
            "\n".join(
                f"SELECT CONVERT(varchar(8000), DECRYPTBYPASSPHRASE({literal(p)}, 0x{m}));"
                for (p, _), m in zip(cases, theirs)
            )
        )
        expect(opened == [text for _, text in cases], f"{server} decrypts what pysqlcrypt has encrypted")
        wrong = instance.values(f"SELECT DECRYPTBYPASSPHRASE(N'another', 0x{theirs[1]});")
        expect(wrong == [None], "another pass phrase opens nothing")


def check_certificates_from_here(tool, directory):
    instance = Instance(tool, directory, 2025)
    encrypted, thumbprint = instance.values(
        f"""
        CREATE DATABASE Sales;
        GO
        USE Sales;
        CREATE MASTER KEY ENCRYPTION BY PASSWORD = '{PASSWORD}';
        CREATE CERTIFICATE Cards WITH SUBJECT = 'Card numbers', EXPIRY_DATE = '20400101';
        BACKUP CERTIFICATE Cards TO FILE = 'c:\\ours.cer';
        BACKUP CERTIFICATE Cards TO FILE = 'c:\\ours.pfx'
            WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = '{PASSWORD}');
        SELECT ENCRYPTBYCERT(CERT_ID('Cards'), 'a secret');
        SELECT thumbprint FROM sys.certificates WHERE name = 'Cards';
        """
    )
    files = pathlib.Path(directory, "c")
    certificate = x509.load_der_x509_certificate((files / "ours.cer").read_bytes())
    certificate.verify_directly_issued_by(certificate)
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    expect(name == "Card numbers", "the subject is what was given")
    expect(certificate.not_valid_after_utc.year == 2040, "the expiry date is what was given")
    expect(certificate.fingerprint(hashes.SHA1()).hex() == thumbprint[2:].lower(), "the thumbprint is the SHA-1")
    key, found, others = pkcs12.load_key_and_certificates((files / "ours.pfx").read_bytes(), PASSWORD.encode())
    expect(found == certificate and others == [], "cryptography reads our PFX")
    expect(key.public_key() == certificate.public_key(), "the key in it is that of the certificate")
    opened = key.decrypt(bytes.fromhex(encrypted[2:]), padding.PKCS1v15())
    expect(opened == b"a secret", "cryptography decrypts what ENCRYPTBYCERT has encrypted")


def encryption(name):
    """A way of encrypting a PFX, by its name."""
    builder = serialization.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(20_000)
    if name == "old":
        builder = builder.key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC).hmac_hash(hashes.SHA1())
    else:
        builder = builder.key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC).hmac_hash(hashes.SHA256())
    return builder.build(PASSWORD.encode())


def check_certificates_from_there(tool, directory):
    instance = Instance(tool, directory, 2022)
    instance.values(
        f"CREATE DATABASE Sales;\nGO\nUSE Sales;\nCREATE MASTER KEY ENCRYPTION BY PASSWORD = '{PASSWORD}';"
    )
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, "Größe"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Contoso, Ltd")]
    )
    now = datetime.datetime(2026, 1, 1)
    for number, (bits, form) in enumerate([(2048, "old"), (3072, "new"), (4096, "new")]):
        key = rsa.generate_private_key(65537, bits)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + datetime.timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        file = f"theirs{number}"
        files = pathlib.Path(directory, "c")
        files.mkdir(exist_ok=True)
        pfx = pkcs12.serialize_key_and_certificates(b"name", key, certificate, None, encryption(form))
        (files / f"{file}.pfx").write_bytes(pfx)
        (files / f"{file}.cer").write_bytes(certificate.public_bytes(serialization.Encoding.DER))
        (files / f"{file}.pfx").chmod(0o600)
        message = key.public_key().encrypt(b"a secret", padding.PKCS1v15())
        # Which order of bytes a server writes is not known for all of them, so both are read.
        opened, reversed_opened, thumbprint, length = instance.values(
            f"""
            USE Sales;
            CREATE CERTIFICATE {file} FROM FILE = 'c:\\{file}.pfx'
                WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = '{PASSWORD}');
            SELECT CONVERT(varchar(100), DECRYPTBYCERT(CERT_ID('{file}'), 0x{message.hex()}));
            SELECT CONVERT(varchar(100), DECRYPTBYCERT(CERT_ID('{file}'), 0x{message[::-1].hex()}));
            SELECT thumbprint FROM sys.certificates WHERE name = '{file}';
            SELECT key_length FROM sys.certificates WHERE name = '{file}';
            """
        )
        expect(opened == reversed_opened == "a secret", f"DECRYPTBYCERT decrypts with the key of a PFX in the {form} form")
        expect(thumbprint[2:].lower() == certificate.fingerprint(hashes.SHA1()).hex(), "the thumbprint is the SHA-1")
        expect(int(length) == bits, "the length of the key is its length")


with tempfile.TemporaryDirectory() as directory:
    for check in [check_passphrases, check_certificates_from_here, check_certificates_from_there]:
        check(sys.argv[1], directory)
        print(check.__name__.removeprefix("check_").replace("_", " "), "ok")
versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ["pysqlcrypt", "cryptography"])
print(f"{checked} checks, with {versions}.")
