"""Peers that encrypt one key of 32 bytes under another. Each gives two functions: one wraps, the other unwraps."""

import os
import subprocess

KEY = bytes(range(32))
DATA = bytes(46)


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
    """Its smallest envelope: a data key for each message, derived and committed to, and no signature."""
    import aws_encryption_sdk
    from aws_encryption_sdk.identifiers import AlgorithmSuite, CommitmentPolicy, EncryptionKeyType, WrappingAlgorithm
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

    def wrap():
        return client.encrypt(
            source=KEY, key_provider=provider, encryption_context=context,
            algorithm=AlgorithmSuite.AES_256_GCM_HKDF_SHA512_COMMIT_KEY)

    sealed, _ = wrap()
    return wrap, lambda: client.decrypt(source=sealed, key_provider=provider)


class Token:
    """A token of SoftHSM2, through PKCS#11."""

    def __init__(self, directory):
        os.makedirs(f"{directory}/tokens")
        with open(f"{directory}/softhsm.conf", "w") as file:
            file.write(f"directories.tokendir = {directory}/tokens\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = f"{directory}/softhsm.conf"
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", "benchmark", "--pin", "1234", "--so-pin", "1234"],
            check=True, capture_output=True)
        import pkcs11

        library = next(
            path for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
            if os.path.exists(path))
        self.session = pkcs11.lib(library).get_token(token_label="benchmark").open(user_pin="1234", rw=True)

    def aead(self):
        """The same algorithm as ours. What is opened leaves the token."""
        from pkcs11 import GCMParams, KeyType, Mechanism

        key = self.session.generate_key(KeyType.AES, 256)
        nonce = os.urandom(12)

        def parameters(nonce):
            return {"mechanism": Mechanism.AES_GCM, "mechanism_param": GCMParams(nonce, aad=DATA, tag_bits=128)}

        sealed = key.encrypt(KEY, **parameters(nonce))
        return lambda: key.encrypt(KEY, **parameters(os.urandom(12))), lambda: key.decrypt(sealed, **parameters(nonce))

    def key_wrap(self):
        """What PKCS#11 has for keys that stay in the token: RFC 3394, without associated data. An opened key is an
        object of the token."""
        from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

        wrapping = self.session.generate_key(KeyType.AES, 256, template={Attribute.WRAP: True, Attribute.UNWRAP: True})
        key = self.session.generate_key(
            KeyType.AES, 256, template={Attribute.EXTRACTABLE: True, Attribute.SENSITIVE: False})
        wrapped = wrapping.wrap_key(key, mechanism=Mechanism.AES_KEY_WRAP)

        def unwrap():
            wrapping.unwrap_key(
                ObjectClass.SECRET_KEY, KeyType.AES, wrapped, mechanism=Mechanism.AES_KEY_WRAP).destroy()

        return lambda: wrapping.wrap_key(key, mechanism=Mechanism.AES_KEY_WRAP), unwrap
