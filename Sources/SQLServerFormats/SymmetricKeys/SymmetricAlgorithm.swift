/// An algorithm that a symmetric key can be created with, but for RC4: how messages under RC4 keys look is not known.
///
/// What is said of AES-256 is verified against keys and messages of SQL Server. Of the others, the names, codes and key
/// lengths are documented; that their messages look the same is inferred.
public enum SymmetricAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// AES with a key of 128 bits.
    case aes128 = "AES_128"
    /// AES with a key of 192 bits.
    case aes192 = "AES_192"
    /// AES with a key of 256 bits.
    case aes256 = "AES_256"
    /// DES.
    case des = "DES"
    /// Triple DES with two keys, 128 bits.
    case tripleDES = "TRIPLE_DES"
    /// Triple DES with three keys, 192 bits.
    case tripleDES3Key = "TRIPLE_DES_3KEY"
    /// Triple DES with three keys under a name that promised DES-X, as SQL Server's documentation admits.
    case desx = "DESX"
    /// RC2 with 128 bits.
    case rc2 = "RC2"

    /// The name in Transact-SQL, which is `algorithm_desc` of `sys.symmetric_keys` too.
    public var name: String {
        rawValue
    }

    /// The code in `key_algorithm` of `sys.symmetric_keys`.
    public var code: String {
        switch self {
        case .aes128: "A1"
        case .aes192: "A2"
        case .aes256: "A3"
        case .des: "D"
        case .tripleDES: "D3"
        case .tripleDES3Key: "DT"
        case .desx: "DX"
        case .rc2: "R2"
        }
    }

    /// The length of a key in bytes.
    public var keySize: Int {
        cipher.keySize
    }

    /// The length of a block, and of the initialisation vector of a message, in bytes.
    public var blockSize: Int {
        cipher.blockSize
    }

    /// Whether the algorithm is deprecated since SQL Server 2016: a new key can have it at compatibility level 120 and below
    /// only.
    public var isDeprecated: Bool {
        switch self {
        case .aes128, .aes192, .aes256: false
        case .des, .tripleDES, .tripleDES3Key, .desx, .rc2: true
        }
    }

    var cipher: BlockCipher {
        switch self {
        case .aes128: .aes128
        case .aes192: .aes192
        case .aes256: .aes256
        case .des: .legacyDES
        case .tripleDES: .legacyTripleDES2Key
        case .tripleDES3Key, .desx: .legacyTripleDES3Key
        case .rc2: .legacyRC2
        }
    }
}
