"""Peers that put a secret of 32 bytes under a password: in this process, and as programs of their own."""

import base64
import json
import os
import pty
import subprocess

from wrapping import DATA, KEY

PASSWORD = "9-Small-Otters-Swim"


def cryptography_pbkdf2():
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    def seal():
        key = PBKDF2HMAC(hashes.SHA512(), 32, os.urandom(16), 600_000).derive(PASSWORD.encode())
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


def openssl_cms(backup):
    """Opens one of our backups: the very work of our tool, which has to open it too."""
    return lambda: command(
        ["openssl", "cms", "-decrypt", "-inform", "PEM", "-in", backup, "-pwri_password", PASSWORD, "-binary"])


def age(directory):
    """age asks a terminal for its passphrase, twice. Its scrypt has N = 2^18 and takes no other."""

    def seal():
        child, terminal = pty.fork()
        if child == 0:
            try:
                os.execvp("age", ["age", "-p", "-o", "/dev/null", f"{directory}/secret"])
            finally:
                os._exit(127)
        answered = 0
        try:
            while chunk := os.read(terminal, 1024):
                if b"passphrase" in chunk and answered < 2:
                    os.write(terminal, PASSWORD.encode() + b"\n")
                    answered += 1
        except OSError:
            # The terminal is gone when age is.
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
