// `Password`, `SecretBytes` and `PasswordDerivation` appear in the calls of this module: whoever imports it needs them.
@_exported public import KeyCryptography
