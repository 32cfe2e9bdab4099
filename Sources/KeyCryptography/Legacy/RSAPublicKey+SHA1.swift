extension RSAPublicKey {
    /// Whether a signature by RSASSA-PKCS1-v1_5 with SHA-1 (RFC 8017 section 8.2) is one for the message.
    ///
    /// For signatures that old servers made. That of a message proves little: others with the same digest can be found.
    package func isValidLegacySHA1Signature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        isValidSignature(signature, for: message, digest: LegacyDigest.sha1.rawValue)
    }
}
