// `Password`, `SecretBytes` and `PasswordDerivation` appear in the calls of this module: whoever imports it needs them.
@_exported public import KeyCryptography
// So do `KeySource` and `MessageKey`, of symmetric keys.
@_exported public import SQLServerFormats
// And `SealingKey` and `Keyring`, with which they seal messages.
@_exported public import SealedMessages
