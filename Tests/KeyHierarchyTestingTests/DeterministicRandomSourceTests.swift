import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A deterministic random source")
struct DeterministicRandomSourceTests {
    /// The first numbers that the authors' own program in C gives for the seed 1234567.
    private static let numbers: [UInt64] = [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ]

    private static let bytes = numbers.flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    @Test func givesTheBytesOfSplitMix64() throws {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(Self.numbers.map { _ in generator.next() } == Self.numbers)
        #expect(try DeterministicRandomSource(seed: 1_234_567).bytes(40) == Self.bytes)
    }

    @Test(arguments: [[1, 7, 32], [12, 12, 16], [3, 0, 5, 11, 21], [40]])
    func givesOneStreamHoweverItIsCut(counts: [Int]) throws {
        let source = DeterministicRandomSource(seed: 1_234_567)
        #expect(try counts.flatMap { try source.bytes($0) } == Self.bytes)
    }

    @Test func givesOtherBytesForAnotherSeed() throws {
        let streams = try (0..<100).map { try DeterministicRandomSource(seed: $0).bytes(16) }
        #expect(Set(streams).count == 100)
    }

    @Test func makesTheSameKeys() async throws {
        let protectors = try [1, 1, 2].map { try EphemeralRootProtector(random: DeterministicRandomSource(seed: $0)) }
        let sealed = try await protectors[0].seal(SecretBytes.random(count: 32), context: [])
        #expect(try await protectors[1].open(sealed, context: []).count == 32)
        await #expect(throws: CryptographyError.self) { _ = try await protectors[2].open(sealed, context: []).count }
    }
}
