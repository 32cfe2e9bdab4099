/// The smallest sets of assets whose loss makes something unreachable, up to two assets each: its *minimal cut sets*.
///
/// Larger ones are left out. A set that contains another one is left out, too.
struct CutSets: Equatable, Sendable {
    /// One or two assets.
    struct Word: Hashable, Comparable, Sendable {
        /// The smaller index above the larger one, or above ``single``.
        private let bits: UInt64

        private static let single: UInt64 = 0xFFFF_FFFF

        init(_ asset: Int) {
            bits = UInt64(asset) << 32 | Self.single
        }

        private init(_ first: UInt64, _ second: UInt64) {
            bits = min(first, second) << 32 | max(first, second)
        }

        private var first: UInt64 { bits >> 32 }
        private var second: UInt64 { bits & Self.single }

        /// Whether it is one asset alone.
        var isSingle: Bool { second == Self.single }

        var assets: [Int] { isSingle ? [Int(first)] : [Int(first), Int(second)] }

        func contains(where predicate: (Int) -> Bool) -> Bool {
            predicate(Int(first)) || !isSingle && predicate(Int(second))
        }

        /// Both together, or `nil` when those are more than two assets.
        func union(_ other: Word) -> Word? {
            if self == other { return self }
            switch (isSingle, other.isSingle) {
            case (true, true): return Word(first, other.first)
            case (true, false): return first == other.first || first == other.second ? other : nil
            case (false, true): return other.union(self)
            case (false, false): return nil
            }
        }

        static func < (left: Word, right: Word) -> Bool {
            left.bits < right.bits
        }
    }

    /// The sets, in ascending order, each once.
    private(set) var words: [Word]
    /// Whether nothing has to be lost: it cannot be reached anyhow.
    private(set) var isEmptySetCut: Bool

    /// The most sets of one goal. Hierarchies as this library makes them have some ten; a store in which somebody has chained
    /// keys through thousands of databases must not take memory without end.
    static let maximumCount = 4096

    private init(words: [Word], isEmptySetCut: Bool) {
        self.words = words
        self.isEmptySetCut = isEmptySetCut
    }

    /// Nothing cuts it off.
    static let never = CutSets(words: [], isEmptySetCut: false)
    /// It is cut off as it is.
    static let always = CutSets(words: [], isEmptySetCut: true)

    /// Losing that asset cuts it off.
    init(asset: Int) {
        self.init(words: [Word(asset)], isEmptySetCut: false)
    }

    /// The assets of each set, one or two.
    var sets: [[Int]] {
        words.map(\.assets)
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
        var joined: [Word] = []
        for first in words {
            for second in other.words {
                if let word = first.union(second) { joined.append(word) }
            }
        }
        return Self.minimal(joined)
    }

    /// The sets in order, without those that contain another one.
    private static func minimal(_ words: [Word]) -> CutSets {
        var sorted = words
        sorted.sort()
        var kept: [Word] = []
        kept.reserveCapacity(sorted.count)
        for word in sorted where kept.last != word && kept.count < maximumCount {
            if !word.isSingle, word.contains(where: { contains(Word($0), sorted) }) { continue }
            kept.append(word)
        }
        return CutSets(words: kept, isEmptySetCut: false)
    }

    private static func contains(_ word: Word, _ sorted: [Word]) -> Bool {
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
    ///
    /// - Parameters:
    ///   - graph: The graph.
    ///   - reach: What can be reached in it with nothing lost.
    static func all(of graph: KeyGraph, _ reach: Reach) -> [CutSets] {
        var result = [CutSets](repeating: .always, count: graph.goals.count)
        // In the order in which they are reached, so that what a goal needs comes before it, mostly.
        var pending = reach.order.map(Int.init)
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
