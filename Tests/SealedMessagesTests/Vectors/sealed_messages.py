#!/usr/bin/env python3
"""Sealed messages by Documentation/SealedMessageFormat.md alone, on the PyPI package `cryptography`.

    sealed_messages.py check    opens the vectors in sealed-messages.json, and seals them again
    sealed_messages.py write    writes them
"""

import hashlib
import json
import struct
import sys
import uuid
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VECTORS = Path(__file__).with_name("sealed-messages.json")
HEADER = struct.Struct(">BBB16sI32s32s")
TAG_SIZE = 16


class Refused(Exception):
    pass


def derive(key: bytes, message_id: bytes) -> tuple[bytes, bytes]:
    derived = HKDF(algorithm=SHA512(), length=64, salt=message_id, info=b"SealedMessages v1").derive(key)
    return derived[:32], derived[32:]


def nonce(index: int, last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([last])


def seal(plaintext, key, guid, version, message_id, context=b"", exponent=16):
    encryption_key, commitment = derive(key, message_id)
    header = HEADER.pack(1, 1, exponent, guid.bytes, version, message_id, commitment)
    size = 1 << exponent
    frames = [plaintext[start : start + size] for start in range(0, len(plaintext), size)] or [b""]
    cipher = AESGCM(encryption_key)
    return header + b"".join(
        cipher.encrypt(nonce(index, index == len(frames) - 1), frame, header + context)
        for index, frame in enumerate(frames)
    )


def open_message(message, key, guid, version, context=b""):
    if len(message) < HEADER.size:
        raise Refused("malformed")
    header = message[: HEADER.size]
    form, algorithm, exponent, key_guid, key_version, message_id, commitment = HEADER.unpack(header)
    if (form, algorithm) != (1, 1):
        raise Refused("unsupported")
    if not 6 <= exponent <= 20:
        raise Refused("malformed")
    if (key_guid, key_version) != (guid.bytes, version):
        raise Refused("keyNotFound")
    encryption_key, expected = derive(key, message_id)
    if commitment != expected:
        raise Refused("notAuthentic")
    size = (1 << exponent) + TAG_SIZE
    body = message[HEADER.size :]
    frames = [body[start : start + size] for start in range(0, len(body), size)] or [b""]
    if len(frames[-1]) < TAG_SIZE or (len(frames[-1]) == TAG_SIZE and len(frames) > 1):
        raise Refused("notAuthentic")
    cipher = AESGCM(encryption_key)
    try:
        return b"".join(
            cipher.decrypt(nonce(index, index == len(frames) - 1), frame, header + context)
            for index, frame in enumerate(frames)
        )
    except InvalidTag:
        raise Refused("notAuthentic") from None


def write():
    vectors = []
    guid = uuid.UUID("8c3f0f6e-27d4-4b8a-9d1e-5a0b7c2f4e61")
    key = hashlib.sha256(b"a key for vectors").digest()
    frame = (1 << 6) + TAG_SIZE

    def bytes_of(count):
        return bytes(index % 251 for index in range(count))

    def add(name, message, context=b"", failure=None, plaintext=None, key=key, version=1):
        vectors.append({
            "id": name, "keyGUID": str(guid).upper(), "keyVersion": version, "key": key.hex(),
            "context": context.hex(), "message": message.hex(),
            "plaintext": None if plaintext is None else plaintext.hex(), "failure": failure,
        })  # fmt: skip

    def message(name, count, context=b"", exponent=6, version=1):
        message_id = hashlib.sha256(name.encode()).digest()
        return seal(bytes_of(count), key, guid, version, message_id, context, exponent)

    for name, count, context, exponent, version in [
        ("empty", 0, b"", 16, 1),
        ("one-byte", 1, b"", 16, 1),
        ("short-with-context", 100, b"invoice 4711", 16, 1),
        ("long-context", 10, bytes_of(300), 16, 1),
        ("last-version", 10, b"", 16, 0xFFFFFFFF),
        ("less-than-a-frame", 63, b"", 6, 1),
        ("one-frame", 64, b"", 6, 1),
        ("more-than-a-frame", 65, b"", 6, 1),
        ("two-frames", 128, b"", 6, 1),
        ("four-frames", 200, b"invoice 4711", 6, 1),
        ("three-hundred-frames", 300 * 64, b"", 6, 1),
        ("frames-of-4096", 5000, b"", 12, 1),
        ("largest-frames", 10, b"", 20, 1),
    ]:
        add(name, message(name, count, context, exponent, version), context, plaintext=bytes_of(count), version=version)

    base = message("refused", 200, b"context")
    start = HEADER.size
    head, frames = base[:start], [base[offset : offset + frame] for offset in range(start, len(base), frame)]

    def changed(offset, value=None):
        copy = bytearray(base)
        copy[offset] = copy[offset] ^ 1 if value is None else value
        return bytes(copy)

    for name, refused, failure in [
        ("no-bytes", b"", "malformed"),
        ("header-cut-short", base[: start - 1], "malformed"),
        ("header-alone", head, "notAuthentic"),
        ("newer-format", changed(0, 2), "unsupported"),
        ("newer-algorithm", changed(1, 2), "unsupported"),
        ("frames-too-small", changed(2, 5), "malformed"),
        ("frames-too-large", changed(2, 21), "malformed"),
        ("another-frame-size", changed(2, 7), "notAuthentic"),
        ("another-key-named", changed(3), "keyNotFound"),
        ("another-version-named", changed(22), "keyNotFound"),
        ("identity-changed", changed(23), "notAuthentic"),
        ("commitment-changed", changed(55), "notAuthentic"),
        ("ciphertext-changed", changed(start), "notAuthentic"),
        ("tag-changed", changed(len(base) - 1), "notAuthentic"),
        ("cut-in-a-frame", base[:-1], "notAuthentic"),
        ("last-frame-left-out", head + b"".join(frames[:-1]), "notAuthentic"),
        ("frame-left-out", head + b"".join(frames[:1] + frames[2:]), "notAuthentic"),
        ("frames-swapped", head + frames[1] + frames[0] + b"".join(frames[2:]), "notAuthentic"),
        ("frame-repeated", head + frames[0] + b"".join(frames), "notAuthentic"),
        ("extended", base + frames[-1], "notAuthentic"),
    ]:
        add(name, refused, b"context", failure)
    add("another-context", base, b"Context", "notAuthentic")
    add("another-key-of-that-name", base, b"context", "notAuthentic", key=bytes(32))
    # Sealed by somebody who has the key: a second form of one plaintext.
    message_id = hashlib.sha256(b"empty last frame").digest()
    encryption_key, commitment = derive(key, message_id)
    head = HEADER.pack(1, 1, 6, guid.bytes, 1, message_id, commitment)
    cipher = AESGCM(encryption_key)
    body = cipher.encrypt(nonce(0, False), bytes_of(64), head) + cipher.encrypt(nonce(1, True), b"", head)
    add("empty-last-frame-behind-another", head + body, failure="notAuthentic")
    VECTORS.write_text(json.dumps(vectors, indent=2) + "\n")


def check():
    vectors = json.loads(VECTORS.read_text())
    for vector in vectors:
        guid = uuid.UUID(vector["keyGUID"])
        key, context, message = (bytes.fromhex(vector[name]) for name in ("key", "context", "message"))
        try:
            plaintext, failure = open_message(message, key, guid, vector["keyVersion"], context), None
        except Refused as refusal:
            plaintext, failure = None, str(refusal)
        expected = vector["plaintext"]
        assert (None if plaintext is None else plaintext.hex()) == expected, vector["id"]
        assert failure == vector["failure"], vector["id"]
        if plaintext is not None:
            again = seal(plaintext, key, guid, vector["keyVersion"], message[23:55], context, message[2])
            assert again == message, vector["id"]
    print(f"{len(vectors)} vectors are as they should be.")


if __name__ == "__main__":
    {"check": check, "write": write}[sys.argv[1]]()
