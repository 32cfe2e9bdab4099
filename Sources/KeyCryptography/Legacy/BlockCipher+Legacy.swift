/// The block ciphers of old keys and old messages, for reading what others have encrypted. None of them protects anything
/// by today's measure, and their blocks of 64 bits alone leak after some gigabytes under one key.
extension BlockCipher {
    /// DES (FIPS 46-3): 56 of the 64 bits of a key count. It needs libcrypto's legacy provider.
    package static let legacyDES = BlockCipher(inLegacyProvider: "DES-CBC", keySize: 8, blockSize: 8)
    /// Triple DES with two keys, the first of which is used again as the third.
    package static let legacyTripleDES2Key = BlockCipher("DES-EDE-CBC", keySize: 16, blockSize: 8)
    /// Triple DES with three keys.
    package static let legacyTripleDES3Key = BlockCipher("DES-EDE3-CBC", keySize: 24, blockSize: 8)
    /// RC2 (RFC 2268) with an effective length of 128 bits. It needs libcrypto's legacy provider.
    package static let legacyRC2 = BlockCipher(inLegacyProvider: "RC2-CBC", keySize: 16, blockSize: 8)
}
