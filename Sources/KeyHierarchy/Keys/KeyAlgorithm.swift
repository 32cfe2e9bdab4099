public import SQLServerFormats

/// The algorithm that a key is made for. The raw values are part of the stored format; new algorithms may be added.
@nonexhaustive
public enum KeyAlgorithm: UInt8, CaseIterable, Hashable, Sendable {
    /// AES with 256 bits: every master key that is created here, and by SQL Server 2012 and later.
    case aes256 = 1
    /// Triple DES with two keys, 128 bits: among master keys those of SQL Server 2005 to 2008 R2, which come from backups.
    ///
    /// Such a master key works until it is regenerated, which makes it an AES-256 key, as in SQL Server. Here it encrypts
    /// nothing with Triple DES: what lies under it is sealed with AES-256 under a key derived from it.
    case tripleDES = 2
    /// AES with 128 bits.
    case aes128 = 3
    /// AES with 192 bits.
    case aes192 = 4
    /// DES, 56 bits of 64.
    case des = 5
    /// Triple DES with three keys, 168 bits of 192.
    case tripleDES3Key = 6
    /// Despite its name, Triple DES with three keys, 168 bits of 192: a misnomer that SQL Server's documentation owns up to.
    case desx = 7
    /// RC2 with 128 bits.
    case rc2 = 8
    /// RSA, of any length: the private keys of certificates and asymmetric keys.
    case rsa = 9

    /// The length of a symmetric key in bytes; 0 for RSA, whose keys have many lengths.
    public var keySize: Int {
        symmetricAlgorithm?.keySize ?? 0
    }

    /// SQL Server's name for it, as in `CREATE SYMMETRIC KEY … WITH ALGORITHM`.
    public var name: String {
        symmetricAlgorithm?.name ?? "RSA"
    }

    /// The algorithm, when it is a symmetric one: what messages are encrypted with, and its code in `sys.symmetric_keys`.
    public var symmetricAlgorithm: SymmetricAlgorithm? {
        switch self {
        case .aes128: .aes128
        case .aes192: .aes192
        case .aes256: .aes256
        case .des: .des
        case .tripleDES: .tripleDES
        case .tripleDES3Key: .tripleDES3Key
        case .desx: .desx
        case .rc2: .rc2
        case .rsa: nil
        }
    }

    /// Returns the algorithm whose master keys have `keySize` bytes, or `nil`.
    ///
    /// - Parameter keySize: The length of a master key in bytes: 32 or 16.
    public init?(masterKeySize keySize: Int) {
        switch keySize {
        case 32: self = .aes256
        case 16: self = .tripleDES
        default: return nil
        }
    }
}
