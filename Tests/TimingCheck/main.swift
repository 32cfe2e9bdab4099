import Foundation
import KeyCryptography

// Whether the time of comparing two secrets tells where they differ.
//
// Two classes of secrets, in random order: those that differ from another in the first byte, and those that differ in the
// last. Welch's t-test compares the times, as Reparaz, Balasch and Verbauwhede propose ("Dude, is my code constant time?",
// 2017): above 4.5 the classes differ. The same measurement must find a comparison that stops at the first difference, or
// it proves nothing.

/// Welch's t-test, one value at a time.
struct WelchTest {
    private struct Class {
        var count = 0.0
        var mean = 0.0
        var squares = 0.0

        mutating func add(_ value: Double) {
            count += 1
            let difference = value - mean
            mean += difference / count
            squares += difference * (value - mean)
        }
    }

    private var classes = (Class(), Class())

    mutating func add(_ value: Double, isFirst: Bool) {
        if isFirst { classes.0.add(value) } else { classes.1.add(value) }
    }

    /// How many standard errors the means are apart.
    var t: Double {
        let (first, second) = classes
        let error = first.squares / (first.count - 1) / first.count + second.squares / (second.count - 1) / second.count
        return (first.mean - second.mean) / error.squareRoot()
    }
}

/// Two secrets that differ in one byte. They stay where they are, so that no class is told by its addresses.
@safe
final class Pair {
    let left: SecretBytes
    let right: SecretBytes
    private let contents: [[UInt8]]

    init(count: Int) throws {
        left = try SecretBytes.random(count: count)
        right = try SecretBytes.random(count: count)
        let bytes = left.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
        var inFirst = bytes
        inFirst[0] ^= 1
        var inLast = bytes
        inLast[count - 1] ^= 1
        contents = [inFirst, inLast]
    }

    /// Lets the secrets differ in the first byte or in the last. Nothing in the library changes a secret; this does.
    func setClass(_ index: Int) {
        unsafe right.withUnsafeBytes { bytes in
            unsafe UnsafeMutableRawBufferPointer(mutating: bytes).copyBytes(from: contents[index])
        }
    }
}

/// Stops at the first difference.
func leakyComparison(_ left: borrowing SecretBytes, _ right: borrowing SecretBytes) -> Bool {
    left.withBytes { left in
        right.withBytes { right in
            for offset in 0..<left.byteCount {
                let same =
                    unsafe left.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                    == right.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                if !same { return false }
            }
            return true
        }
    }
}

@inline(never)
func nanoseconds(_ pair: Pair, _ compare: (borrowing SecretBytes, borrowing SecretBytes) -> Bool) -> Double {
    // Once before the clock runs: the writes that made the class must be over.
    var matches = compare(pair.left, pair.right) ? 1 : 0
    let start = ContinuousClock.now
    // Several at once: the clock counts coarser than one comparison takes.
    for _ in 0..<16 { matches += compare(pair.left, pair.right) ? 1 : 0 }
    let duration = start.duration(to: .now)
    precondition(matches == 0)
    return Double(duration.components.attoseconds) / 1e9
}

/// The greatest of the t values for the times below a few percentiles: what an interrupt adds hides the rest.
func greatestT(
    count: Int,
    measurements: Int,
    _ compare: (borrowing SecretBytes, borrowing SecretBytes) -> Bool
) throws -> Double {
    let pair = try Pair(count: count)
    var times: [(index: Int, time: Double)] = []
    times.reserveCapacity(measurements)
    for number in 0..<(measurements + 1000) {
        let index = Int.random(in: 0...1)
        pair.setClass(index)
        let time = nanoseconds(pair, compare)
        // The first warm everything up.
        if number >= 1000 { times.append((index, time)) }
    }
    let sorted = times.map(\.time).sorted()
    return [0.9, 0.99, 1].map { percentile in
        let ceiling = sorted[Int(Double(sorted.count - 1) * percentile)]
        var test = WelchTest()
        for (index, time) in times where time <= ceiling { test.add(time, isFirst: index == 0) }
        return test.t
    }.filter(\.isFinite).max { abs($0) < abs($1) } ?? 0
}

let threshold = 4.5
var failures = 0
for count in [16, 32, 1024] {
    let leaky = try greatestT(count: count, measurements: 100_000, leakyComparison)
    // Once in a while a quiet machine too is above the threshold: what is really there is so every time.
    let ours = try (0..<3).map { _ in try greatestT(count: count, measurements: 500_000) { $0 == $1 } }
    let isLeak = ours.allSatisfy { abs($0) > threshold }
    let isFound = abs(leaky) > threshold
    if isLeak || !isFound { failures += 1 }
    let text = ours.map { String(format: "%+.1f", $0) }.joined(separator: ", ")
    print(
        "\(count) bytes: SecretBytes == has t \(text)\(isLeak ? " LEAKS" : "");",
        "the planted leak has t \(String(format: "%+.1f", leaky))\(isFound ? "" : " NOT FOUND")")
}
exit(failures == 0 ? 0 : 1)
