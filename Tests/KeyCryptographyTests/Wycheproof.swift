import KeyCryptography
import Testing

/// The vectors of project Wycheproof, with the field names of its schemas.
enum Wycheproof {
    /// Whether an implementation must accept the vector.
    enum Outcome: String, Decodable {
        case valid, invalid, acceptable
    }

    /// AES-GCM, or AES-CBC with PKCS#7 padding, which has neither associated data nor a tag.
    struct Encryption: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let key: Hex
        let iv: Hex
        let aad: Hex?
        let msg: Hex
        let ct: Hex
        let tag: Hex?
    }

    /// HMAC, with whole or truncated tags.
    struct AuthenticationCode: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let key: Hex
        let msg: Hex
        let tag: Hex
    }

    /// HKDF.
    struct Expansion: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let ikm: Hex
        let salt: Hex
        let info: Hex
        let size: Int
        let okm: Hex
    }

    /// PBKDF2.
    struct Stretching: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let password: Hex
        let salt: Hex
        let iterationCount: UInt32
        let dkLen: Int
        let dk: Hex
    }

    /// PBES2: PBKDF2 and AES-CBC with PKCS#7 padding.
    struct EncryptionByPassword: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let password: Hex
        let salt: Hex
        let iterationCount: UInt32
        let iv: Hex
        let msg: Hex
        let ct: Hex
    }

    /// RSAES-PKCS1-v1_5 under the key of its group.
    struct RSADecryption: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let flags: [String]
        let msg: Hex
        let ct: Hex
    }

    /// RSASSA-PKCS1-v1_5 under the key of its group.
    struct RSAVerification: Vector {
        let tcId: Int
        let comment: String
        let result: Outcome
        let msg: Hex
        let sig: Hex
    }

    /// What every vector has.
    protocol Vector: Decodable, Sendable, CustomTestStringConvertible {
        var tcId: Int { get }
        var comment: String { get }
        var result: Outcome { get }
    }

    /// Vectors that share a key.
    struct Group<Member: Vector>: Decodable, Sendable {
        /// RSA: the PKCS #8 form, where the private key is used.
        let privateKeyPkcs8: Hex?
        /// RSA: the SubjectPublicKeyInfo, where the public key is used.
        let publicKeyDer: Hex?
        let tests: [Member]
    }

    private struct File<Member: Vector>: Decodable {
        let testGroups: [Group<Member>]
    }

    /// Returns the groups of a file, which together must have `count` vectors.
    static func groups<Member: Vector>(_ file: String, count: Int) throws -> [Group<Member>] {
        let groups = try Vectors.decode(File<Member>.self, from: file).testGroups
        let selected = groups.reduce(0) { $0 + $1.tests.count }
        guard selected == count else { throw UnexpectedSelection(file: file, selected: selected) }
        return groups
    }

    /// Returns the vectors of a file that are selected, of which there must be `count`.
    static func vectors<Member: Vector>(
        _ file: String,
        count: Int,
        where isSelected: (Member) -> Bool = { _ in true }
    ) throws -> [Member] {
        let selected = try Vectors.decode(File<Member>.self, from: file).testGroups.flatMap(\.tests).filter(isSelected)
        guard selected.count == count else { throw UnexpectedSelection(file: file, selected: selected.count) }
        return selected
    }

    /// Returns the selected vectors of a file, each with the hash function that the file is about.
    static func vectors<Member: Vector>(
        for digest: Digest,
        _ file: String,
        count: Int,
        where isSelected: (Member) -> Bool = { _ in true }
    ) throws -> [(Digest, Member)] {
        try vectors(file, count: count, where: isSelected).map { (digest, $0) }
    }
}

extension Wycheproof.Vector {
    var testDescription: String {
        "\(tcId) (\(result.rawValue)) \(comment)"
    }
}
