#if os(Linux)
import KeyCryptography
import KeyHierarchy
import MemorySearch

/// A secret that is looked for, and what it is called in the report.
struct Secret: Sendable {
    let name: String
    let trace: Trace

    init(_ name: String, _ trace: Trace) {
        self.name = name
        self.trace = trace
    }

    /// The first prime of a private key as libcrypto and private key files have it, and as DER does, of which no piece may be
    /// left either.
    static func prime(of key: RSAPrivateKey, _ name: String) throws -> (kept: Secret, passing: Secret) {
        let numbers = try key.numbers()
        let start = numbers.modulusBitCount / 8
        let complement = numbers.bytes.withBytes { bytes in
            (start..<(start + start / 2 - 16)).map { unsafe ~bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        return (
            Secret("prime of the \(name)", Trace(ofComplement: complement)),
            Secret("prime of the \(name) in DER", Trace(ofComplement: complement.dropLast(32).reversed()))
        )
    }

    /// A key, and the key that is derived from it to seal what lies under it (`Documentation/StoredFormats.md`).
    static func both(of key: OpenKey, _ name: String) throws -> [Secret] {
        let sealing = try KeyDerivation.hkdf(
            .sha256, from: key.material.bytes, info: Array("key hierarchy: seal v1".utf8), count: 32)
        return [
            Secret(name, Trace(of: key.material.bytes)), Secret("sealing key of the \(name)", Trace(of: sealing)),
        ]
    }
}

/// A password that never was a `String`, and its trace.
func newPassword() throws -> (Password, Secret) {
    let bytes = unsafe SecretBytes(count: 24) { memory in
        var span = unsafe memory.mutableBytes
        do {
            try SystemRandomSource().fill(&span)
        } catch {
            fatalError("\(error)")
        }
        for index in memory.indices {
            // Upper case, lower case and digits in turn, so that every policy accepts it.
            let (start, count): (UInt8, UInt8) = [(65, 26), (97, 26), (48, 10)][index % 3]
            unsafe memory[index] = start + memory[index] % count
        }
    }
    let secret = Secret("password", Trace(of: bytes))
    return (try Password(utf8: bytes), secret)
}

extension Password {
    /// Traces of the password in UTF-16, the lower byte of each unit first and last: what old formats derive keys from.
    func utf16Traces() -> [Secret] {
        let complement = unsafe withUnsafeBytes { unsafe $0.map { ~$0 } }
        return [
            Secret("password in UTF-16", Trace(ofComplement: complement.flatMap { [$0, 0xFF] })),
            Secret("password in UTF-16, big-endian", Trace(ofComplement: complement.flatMap { [0xFF, $0] })),
        ]
    }
}
#endif
