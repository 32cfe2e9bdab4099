// Users meet its types in the calls of this module: `Password`, `SecretBytes`, `CryptographyError`, `RandomSource`.
@_exported public import KeyCryptography
