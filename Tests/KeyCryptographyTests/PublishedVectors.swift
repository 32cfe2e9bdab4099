import KeyCryptography
import Testing

/// The examples of the standards themselves; each names the document that it was taken from.
struct PublishedVectors: Decodable {
    let digest: [Hash]
    let hmac: [AuthenticationCode]
    let hkdf: [Expansion]
    let scrypt: [Stretching]
    let gcm: [Encryption]
    let cbc: [BlockEncryption]
    let pbkdf2: [Iteration]

    struct Hash: Vector {
        let origin: String
        let digest: Digest
        let message: Hex
        let repetitions: Int
        let expected: Hex
    }

    struct AuthenticationCode: Vector {
        let origin: String
        let digest: Digest
        let key: Hex
        let message: Hex
        let expected: Hex
    }

    struct Expansion: Vector {
        let origin: String
        let digest: Digest
        let key: Hex
        let salt: Hex
        let info: Hex
        let expected: Hex
    }

    struct Stretching: Vector {
        let origin: String
        let password: String
        let salt: Hex
        let logCost: UInt8
        let blockSize: UInt8
        let parallelization: UInt8
        let expected: Hex
        /// Why it is not carried out, if it is not.
        let refusal: String?
    }

    struct Encryption: Vector {
        let origin: String
        let key: Hex
        let nonce: Hex
        let associatedData: Hex
        let plaintext: Hex
        let ciphertext: Hex
        let tag: Hex
    }

    struct BlockEncryption: Vector {
        let origin: String
        let key: Hex
        let initializationVector: Hex
        let plaintext: Hex
        let ciphertext: Hex
    }

    struct Iteration: Vector {
        let origin: String
        let digest: Digest
        let password: String
        let salt: Hex
        let iterations: UInt32
        let expected: Hex
    }

    protocol Vector: Decodable, Sendable, CustomTestStringConvertible {
        var origin: String { get }
    }

    /// Returns one kind of vector, of which there must be `count`.
    static func vectors<Member: Vector>(_ kind: KeyPath<Self, [Member]>, count: Int) throws -> [Member] {
        let file = "published.json"
        let selected = try Vectors.decode(Self.self, from: file)[keyPath: kind]
        guard selected.count == count else { throw UnexpectedSelection(file: file, selected: selected.count) }
        return selected
    }
}

extension PublishedVectors.Vector {
    var testDescription: String {
        origin
    }
}

extension Digest: Decodable {}
