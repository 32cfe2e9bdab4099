import FuzzTarget
@testable import KeyCryptography

/// A certificate.
FuzzTarget.run(refusing: [CryptographyError.self], allocating: 256 << 10, perByte: 512) { bytes in
    let certificate = try X509Certificate(der: bytes)
    precondition(certificate.der == bytes && !certificate.serialNumber.isEmpty)
    precondition(RSAPublicKey.modulusBitCounts.contains(certificate.publicKey.modulusBitCount))
    let same = try RSAPublicKey(subjectPublicKeyInfo: certificate.publicKey.subjectPublicKeyInfo)
    precondition(same == certificate.publicKey)
}
