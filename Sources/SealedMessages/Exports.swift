// Users meet its types in the calls of this module: `SecretBytes`, `CryptographyError`, `RandomSource`.
@_exported public import KeyCryptography
