/// The algorithm that a master key is made for. The raw values are part of the stored format; new algorithms may be added.
@nonexhaustive
public enum KeyAlgorithm: UInt8, Hashable, Sendable {
    /// AES with 256 bits: every key that is created here, and by SQL Server 2012 and later.
    case aes256 = 1
    /// Triple DES with two keys, 128 bits: keys of SQL Server 2005 to 2008 R2, which come from backups.
    ///
    /// Such a key works until it is regenerated, which makes it an AES-256 key, as in SQL Server. Here it encrypts
    /// nothing with Triple DES: what lies under it is sealed with AES-256 under a key derived from it.
    case tripleDES = 2

    /// The length of a key in bytes.
    public var keySize: Int {
        switch self {
        case .aes256: 32
        case .tripleDES: 16
        }
    }

    /// SQL Server's name for it, `algorithm_desc` of `sys.symmetric_keys`.
    public var name: String {
        switch self {
        case .aes256: "AES_256"
        case .tripleDES: "TRIPLE_DES"
        }
    }

    /// Returns the algorithm whose keys have `keySize` bytes, or `nil`.
    ///
    /// - Parameter keySize: The length of a key in bytes: 32 or 16.
    public init?(keySize: Int) {
        switch keySize {
        case 32: self = .aes256
        case 16: self = .tripleDES
        default: return nil
        }
    }
}
