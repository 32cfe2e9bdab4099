/// An algorithm that a new key names.
protocol KeyAlgorithm: RawRepresentable<String> {
    /// Whether a key of this algorithm can be created at compatibility level 130 and above.
    var isCurrent: Bool { get }
}

/// The algorithm of a symmetric key.
@nonexhaustive
public enum SymmetricKeyAlgorithm: String, KeyAlgorithm, Sendable, Hashable, CaseIterable {
    /// AES with a key of 128 bits.
    case aes128 = "AES_128"

    /// AES with a key of 192 bits.
    case aes192 = "AES_192"

    /// AES with a key of 256 bits.
    case aes256 = "AES_256"

    /// DES; at compatibility level 120 and below.
    case des = "DES"

    /// Triple DES with a key of 128 bits; at compatibility level 120 and below.
    case tripleDES = "TRIPLE_DES"

    /// Triple DES with a key of 192 bits; at compatibility level 120 and below.
    case tripleDES3Key = "TRIPLE_DES_3KEY"

    /// RC2; at compatibility level 120 and below.
    case rc2 = "RC2"

    /// RC4 with a key of 40 bits; at compatibility level 120 and below.
    case rc4 = "RC4"

    /// RC4 with a key of 128 bits; at compatibility level 120 and below.
    case rc4With128Bits = "RC4_128"

    /// Triple DES under a name that promised DES-X; at compatibility level 120 and below.
    case desx = "DESX"

    /// Whether a key of this algorithm can be created at compatibility level 130 and above.
    public var isCurrent: Bool {
        switch self {
        case .aes128, .aes192, .aes256: true
        case .des, .tripleDES, .tripleDES3Key, .rc2, .rc4, .rc4With128Bits, .desx: false
        }
    }
}

/// The algorithm of an asymmetric key.
@nonexhaustive
public enum AsymmetricKeyAlgorithm: String, KeyAlgorithm, Sendable, Hashable, CaseIterable {
    /// RSA with a modulus of 512 bits; at compatibility level 120 and below.
    case rsa512 = "RSA_512"

    /// RSA with a modulus of 1024 bits; at compatibility level 120 and below.
    case rsa1024 = "RSA_1024"

    /// RSA with a modulus of 2048 bits.
    case rsa2048 = "RSA_2048"

    /// RSA with a modulus of 3072 bits; SQL Server 2016 and later.
    case rsa3072 = "RSA_3072"

    /// RSA with a modulus of 4096 bits; SQL Server 2016 and later.
    case rsa4096 = "RSA_4096"

    /// Whether a key of this algorithm can be created at compatibility level 130 and above.
    public var isCurrent: Bool {
        switch self {
        case .rsa512, .rsa1024: false
        case .rsa2048, .rsa3072, .rsa4096: true
        }
    }
}

/// The algorithm of a database encryption key, and of an encrypted backup of a database.
@nonexhaustive
public enum DatabaseEncryptionAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// AES with a key of 128 bits.
    case aes128 = "AES_128"

    /// AES with a key of 192 bits.
    case aes192 = "AES_192"

    /// AES with a key of 256 bits.
    case aes256 = "AES_256"

    /// Triple DES with a key of 192 bits; a database encryption key has it at compatibility level 120 and below.
    case tripleDES3Key = "TRIPLE_DES_3KEY"
}
