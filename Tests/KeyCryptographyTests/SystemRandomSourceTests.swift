import KeyCryptography
import Testing

struct SystemRandomSourceTests {
    /// Says that bytes are drawn and that all of them are, not that the generator is a good one: that is libcrypto's.
    @Test func everyByteComesAboutAsOftenAsAnyOther() throws {
        let count = 1 << 20
        var occurrences = [Int](repeating: 0, count: 256)
        for byte in try SystemRandomSource().bytes(count) { occurrences[Int(byte)] += 1 }
        // 4,096 with a standard deviation of 64; seven of them are passed once in a billion runs.
        for (byte, occurrence) in occurrences.enumerated() {
            #expect(abs(occurrence - count / 256) < 7 * 64, "byte \(byte)")
        }
    }

    @Test func noTwoKeysAreTheSame() throws {
        let keys = try (0..<10_000).map { _ in try SystemRandomSource().bytes(32) }
        #expect(Set(keys).count == keys.count)
    }

    @Test(arguments: [1, 2, 3, 31, 33, 255, 4097])
    func theLastByteIsDrawnToo(count: Int) throws {
        let draws = try (0..<64).map { _ in try SystemRandomSource().bytes(count).last }
        #expect(Set(draws).count > 1)
    }
}
