/// The smallest sets of assets whose loss makes something unreachable, up to two assets each: its *minimal cut sets*.
///
/// Larger ones are left out. A set that contains another one is left out, too.
struct CutSets: Equatable, Sendable {
    /// Each set in a word, its smaller index above: `a << 32 | b`, or `a << 32 | single` for one asset alone. In ascending
    /// order, each once.
    private(set) var words: [UInt64]
    /// Whether nothing has to be lost: it cannot be reached anyhow.
    private(set) var isEmptySetCut: Bool

    private static let single: UInt64 = 0xFFFF_FFFF
    /// The most sets of one goal. Hierarchies as this library makes them have some ten; a store in which somebody has chained
    /// keys through thousands of databases must not take memory without end.
    static let maximumCount = 4096

    private init(words: [UInt64], isEmptySetCut: Bool) {
        self.words = words
        self.isEmptySetCut = isEmptySetCut
    }

    /// Nothing cuts it off.
    static let never = CutSets(words: [], isEmptySetCut: false)
    /// It is cut off as it is.
    static let always = CutSets(words: [], isEmptySetCut: true)

    /// Losing that asset cuts it off.
    init(asset: Int) {
        self.init(words: [UInt64(asset) << 32 | Self.single], isEmptySetCut: false)
    }

    /// The assets of each set, one or two.
    var sets: [[Int]] {
        words.map { word in
            let second = word & Self.single
            return second == Self.single ? [Int(word >> 32)] : [Int(word >> 32), Int(second)]
        }
    }

    /// What cuts one of two things off, where both are needed.
    func either(_ other: CutSets) -> CutSets {
        if isEmptySetCut || other.isEmptySetCut { return .always }
        if words.isEmpty { return other }
        if other.words.isEmpty { return self }
        return Self.minimal(words + other.words)
    }

    /// What cuts both of two things off, where one is enough.
    func both(_ other: CutSets) -> CutSets {
        if isEmptySetCut { return other }
        if other.isEmptySetCut { return self }
        var joined: [UInt64] = []
        for first in words {
            for second in other.words {
                if let word = Self.join(first, second) { joined.append(word) }
            }
        }
        return Self.minimal(joined)
    }

    /// The union of two sets, or `nil` when it has more than two assets.
    private static func join(_ first: UInt64, _ second: UInt64) -> UInt64? {
        if first == second { return first }
        let (a, b) = (first >> 32, first & single)
        let (c, d) = (second >> 32, second & single)
        switch (b == single, d == single) {
        case (true, true): return min(a, c) << 32 | max(a, c)
        case (true, false): return a == c || a == d ? second : nil
        case (false, true): return c == a || c == b ? first : nil
        case (false, false): return nil
        }
    }

    /// The sets in order, without those that contain another one.
    private static func minimal(_ words: [UInt64]) -> CutSets {
        var sorted = words
        sorted.sort()
        var kept: [UInt64] = []
        kept.reserveCapacity(sorted.count)
        for word in sorted where kept.last != word && kept.count < maximumCount {
            let second = word & single
            if second != single, contains(word >> 32, sorted) || contains(second, sorted) { continue }
            kept.append(word)
        }
        return CutSets(words: kept, isEmptySetCut: false)
    }

    /// Whether one asset alone is among sets that are in order.
    private static func contains(_ asset: UInt64, _ sorted: [UInt64]) -> Bool {
        let word = asset << 32 | single
        let index = sorted.partitioningIndex { $0 >= word }
        return index < sorted.count && sorted[index] == word
    }
}

extension CutSets {
    /// Finds the cut sets of every goal of a graph.
    ///
    /// It begins with all goals cut off, and takes back what is not true until nothing changes: keys that encrypt each other
    /// in a circle reach nothing by themselves. A goal is looked at again when something that it needs has changed, so the time
    /// is that of the graph where it has no circles.
    static func all(of graph: KeyGraph) -> [CutSets] {
        var result = [CutSets](repeating: .always, count: graph.goals.count)
        // In the order in which they are reached, so that what a goal needs comes before it, mostly.
        var pending = Reach(graph).order.map(Int.init)
        var isPending = [Bool](repeating: false, count: graph.goals.count)
        for goal in pending { isPending[goal] = true }
        // Where sets were left out for their number, goals in a circle could change each other for ever.
        var rounds = graph.goals.count + 1
        while !pending.isEmpty, rounds > 0 {
            rounds -= 1
            var next: [Int] = []
            for goal in pending {
                isPending[goal] = false
                let present = of(goal, in: graph, result)
                guard present != result[goal] else { continue }
                result[goal] = present
                for way in graph.users(of: goal) {
                    let user = graph.goal(of: Int(way))
                    // One that comes later in this round is still marked.
                    if !isPending[user] {
                        isPending[user] = true
                        next.append(user)
                    }
                }
            }
            pending = next
        }
        return result
    }

    private static func of(_ goal: Int, in graph: KeyGraph, _ known: [CutSets]) -> CutSets {
        var result = CutSets.always
        for way in graph.ways(of: goal) {
            var cuts = CutSets.never
            for need in graph.needs(of: way) {
                cuts = cuts.either(need >= 0 ? known[Int(need)] : CutSets(asset: Int(-1 - need)))
                if cuts.isEmptySetCut { break }
            }
            result = result.both(cuts)
            // Nothing short of three losses: more ways do not make it less.
            if !result.isEmptySetCut, result.words.isEmpty { break }
        }
        return result
    }
}
