/// Times of our work and of its floor, taken in turn, so that both meet the same machine.
struct Pairs {
    /// Nanoseconds.
    private var pairs: [(ours: Double, floor: Double)] = []

    /// Takes `count` pairs after one that is not counted.
    init(
        _ count: Int,
        isolation: isolated (any Actor)? = #isolation,
        floor: () async throws -> Double,
        ours: () async throws -> Double
    ) async throws {
        for index in 0...count {
            let pair = (ours: try await ours(), floor: try await floor())
            guard pair.floor > 0 else { throw FloorFailed() }
            if index > 0 { pairs.append(pair) }
        }
    }

    /// The median of our times.
    var ours: Double {
        median(pairs.map(\.ours))
    }

    /// The median of the floor's times.
    var floor: Double {
        median(pairs.map(\.floor))
    }

    /// The median of the ratios, pair by pair.
    var ratio: Double {
        median(pairs.map { $0.ours / $0.floor })
    }

    struct FloorFailed: Error {}
}

/// The value in the middle.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The time that an operation takes, in nanoseconds of the wall clock.
func time(
    isolation: isolated (any Actor)? = #isolation,
    _ operation: () async throws -> Void
) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await operation()
    return (clock.now - start) / .nanoseconds(1)
}
