import KeyCryptography
import Testing

/// The vectors of project Wycheproof, with the field names of its schemas.
enum Wycheproof {
    /// Whether an implementation must accept the vector.
    enum Outcome: String, Decodable {
        case valid, invalid
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

    /// What every vector has.
    protocol Vector: Decodable, Sendable, CustomTestStringConvertible {
        var tcId: Int { get }
        var comment: String { get }
        var result: Outcome { get }
    }

    private struct File<Member: Decodable>: Decodable {
        struct Group: Decodable {
            let tests: [Member]
        }

        let testGroups: [Group]
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
