/// Finds the keyword that a word is, without regard to case.
///
/// A word is compared as up to three packed integers of eight bytes, with bit 5 of each byte cleared: that makes letters
/// capital, and keeps the characters of names apart from each other. The table of places is made once, and
/// so large that no two keywords have the same.
struct KeywordTable: Sendable {
    private struct Entry {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        let keyword: Keyword

        init(_ keyword: Keyword) {
            self.keyword = keyword
            for (index, byte) in keyword.rawValue.utf8.enumerated() {
                let bits = UInt64(byte & 0xDF) << UInt64(index % 8 * 8)
                switch index / 8 {
                case 0: first |= bits
                case 1: second |= bits
                default: third |= bits
                }
            }
        }
    }

    static let shared = KeywordTable()

    private let entries: [Entry]
    /// The place of an entry by the hash of its word; the entry at 0 is of no keyword.
    private let places: [UInt16]
    private let multiplier: UInt64

    private init() {
        let entries = Keyword.allCases.map { Entry($0) }
        // Odd numbers from a linear congruential generator, until one sends each word to a place of its own. The first
        // is one that does for the present keywords, so that a program need not search for it.
        var multiplier: UInt64 = 0xA9FC_9F60_9D64_3E8D
        while true {
            var places = [UInt16](repeating: 0, count: Self.size)
            let isPerfect = entries.indices.dropFirst().allSatisfy { index in
                let slot = Self.slot(entries[index].first, entries[index].second, entries[index].third, multiplier)
                defer { places[slot] = UInt16(index) }
                return places[slot] == 0
            }
            if isPerfect {
                self.entries = entries
                self.places = places
                self.multiplier = multiplier
                return
            }
            multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
        }
    }

    /// The keyword in a range of a text, or `none`.
    @inline(__always)
    func keyword(_ range: Range<Int>, of source: SourceText) -> Keyword {
        let length = range.count
        guard length >= 2, length <= Self.maximumLength else {
            return .none
        }
        let start = range.lowerBound
        let first = Self.packed(source, start, min(length, 8))
        let second = length > 8 ? Self.packed(source, start &+ 8, min(length &- 8, 8)) : 0
        let third = length > 16 ? Self.packed(source, start &+ 16, length &- 16) : 0
        let entry = entries[Int(places[Self.slot(first, second, third, multiplier)])]
        let isSame = entry.first == first && entry.second == second && entry.third == third
        return isSame ? entry.keyword : .none
    }

    /// Up to eight bytes as a number, in capitals.
    @inline(__always)
    private static func packed(_ source: SourceText, _ start: Int, _ count: Int) -> UInt64 {
        if let word = source.word(at: start) {
            return word & 0xDFDF_DFDF_DFDF_DFDF & (UInt64.max &>> UInt64(64 &- count &* 8))
        }
        var result: UInt64 = 0
        for index in 0..<count {
            result |= UInt64(source[start &+ index] & 0xDF) &<< UInt64(index &* 8)
        }
        return result
    }

    @inline(__always)
    private static func slot(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ multiplier: UInt64) -> Int {
        Int(((first ^ second &* 31 ^ third &* 131) &* multiplier) &>> UInt64(64 - sizeBits)) & (size - 1)
    }

    private static let sizeBits = 13
    private static let size = 1 << sizeBits
    private static let maximumLength = 24
}
