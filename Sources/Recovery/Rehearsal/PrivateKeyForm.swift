import Backup
import KeyHierarchy

/// A file with the private key of a certificate, as `BACKUP CERTIFICATE` writes it.
enum PrivateKeyForm {
    case privateKeyFile([UInt8])
    case pfx([UInt8])

    /// The most bytes that such a file may have.
    private static let maximumSize = 256 << 10
    /// How a private key file begins; a PFX begins as all DER does.
    private static let privateKeyFileStart: [UInt8] = [0x1E, 0xF1, 0xB5, 0xB0]
    private static let derStart: UInt8 = 0x30

    /// Tells by its first bytes which form a file has; `nil` when it is none of them.
    init?(of medium: any BackupMedium) async throws {
        let bytes = try await medium.read(limit: Self.maximumSize)
        if bytes.starts(with: Self.privateKeyFileStart) {
            self = .privateKeyFile(bytes)
        } else if bytes.first == Self.derStart {
            self = .pfx(bytes)
        } else {
            return nil
        }
    }

    func privateKey(password: Password) async throws -> PrivateKey {
        switch self {
        case .privateKeyFile(let bytes):
            try await PrivateKey(pvk: bytes.withRawSpan { SecretBytes(copying: $0) }, password: password)
        case .pfx(let bytes):
            try await PrivateKey(pfx: bytes, password: password)
        }
    }
}
