import KeyHierarchy
import Testing

@Suite("A sealed secret")
struct SealedSecretTests {
    // On both sides of what lies in the value itself, 61 bytes.
    @Test(arguments: [0, 1, 45, 60, 61, 62, 80, 81, 8029, SealedSecret.maximumSize, SealedSecret.maximumSize + 1])
    func givesItsBytesBack(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        let secret = SealedSecret(bytes)
        #expect(secret.count == count)
        #expect(secret.bytes == bytes)
        let lent = secret.withBytes { bytes in
            (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        #expect(lent == bytes)
        #expect(bytes.withRawSpan { SealedSecret($0) } == secret)
    }

    @Test(arguments: [1, 60, 61, 62, 81])
    func equalsAnotherWithTheSameBytesAlone(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(SealedSecret(bytes) == SealedSecret(bytes))
        #expect(SealedSecret(bytes).hashValue == SealedSecret(bytes).hashValue)
        #expect(SealedSecret(bytes) != SealedSecret(bytes.dropLast() + [2]))
        #expect(SealedSecret(bytes) != SealedSecret([2] + bytes.dropFirst()))
        #expect(SealedSecret(bytes) != SealedSecret(bytes + [0]))
        #expect(SealedSecret(bytes) != SealedSecret(Array(bytes.dropLast())))
    }
}
