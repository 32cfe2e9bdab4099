import KeyCryptography
import Testing

struct SecretBytesTests {
    @Test(
        arguments: [
            ([], [], true),
            ([], [0], false),
            ([0], [0], true),
            ([1, 2, 3], [1, 2, 3], true),
            ([1, 2, 3], [0, 2, 3], false),
            ([1, 2, 3], [1, 2, 2], false),
            ([1, 2, 3], [1, 2], false),
            ([1, 2], [1, 2, 0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func areEqualWhenLengthAndEveryByteAre(left: [UInt8], right: [UInt8], expected: Bool) {
        #expect((SecretBytes(left) == SecretBytes(right)) == expected)
        #expect((SecretBytes(right) == SecretBytes(left)) == expected)
    }

    @Test(arguments: [0, 1, 31, 32, 33, 4096, 100_000])
    func keepACopyOfWhatTheyWereMadeFrom(count: Int) throws {
        let bytes = try SystemRandomSource().bytes(count)
        let secret = SecretBytes(bytes)
        #expect(secret.count == count)
        #expect(secret.array == bytes)
        #expect(unsafe secret.withUnsafeBytes { unsafe Array($0) } == bytes)
    }

    @Test func areZeroBeforeTheyAreFilled() {
        for _ in 0..<50 {
            let secret = unsafe SecretBytes(count: 100) { memory in
                #expect(unsafe memory.allSatisfy { $0 == 0 })
                for index in memory.indices { unsafe memory[index] = 0xFF }
            }
            #expect(secret.array.allSatisfy { $0 == 0xFF })
        }
    }

    @Test func passOnWhatTheirInitialisationThrows() {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            _ = unsafe try SecretBytes(count: 32, initializingWith: { _ throws(Failure) in throw Failure() })
        }
        #expect(throws: Failure.self) {
            _ = try SecretBytes(count: 32, filledBy: { _ throws(Failure) in throw Failure() })
        }
    }

    @Test(arguments: [0, 1, 32, 5000])
    func holdWhatWasWrittenInPlace(count: Int) {
        let secret = SecretBytes(count: count) { (bytes: inout MutableRawSpan) in
            #expect(bytes.byteCount == count)
            #expect(bytes.byteOffsets.allSatisfy { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) == 0 })
            for offset in bytes.byteOffsets {
                bytes.storeBytes(of: UInt8(truncatingIfNeeded: offset), toByteOffset: offset, as: UInt8.self)
            }
        }
        #expect(secret.array == (0..<count).map { UInt8(truncatingIfNeeded: $0) })
    }

    @Test(arguments: [0, 1, 32, 5000])
    func mayBeRandom(count: Int) throws {
        let one = try SecretBytes.random(count: count)
        let other = try SecretBytes.random(count: count)
        #expect(one.count == count)
        // One byte is the same once in 256 runs.
        #expect((one == other) == (count == 0) || count == 1)
    }

    @Test(arguments: [0, 1, 12, 5000])
    func randomBytesThatAreNoSecretHaveTheLengthAskedFor(count: Int) throws {
        let one = try SystemRandomSource().bytes(count)
        let other = try SystemRandomSource().bytes(count)
        #expect(one.count == count)
        #expect((one == other) == (count == 0) || count == 1)
    }

    @Test func manyThreadsMakeAndDropSecretsAtOnce() async {
        await withTaskGroup(of: Bool.self) { group in
            for fill in UInt8(0)..<8 {
                group.addTask {
                    (0..<200).allSatisfy { round in
                        let bytes = [UInt8](repeating: fill, count: round)
                        return SecretBytes(bytes).array == bytes
                    }
                }
            }
            for await intact in group { #expect(intact) }
        }
    }
}
