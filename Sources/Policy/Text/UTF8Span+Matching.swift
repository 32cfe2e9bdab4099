extension UTF8Span {
    /// Whether the text is the given one, up to case and canonical equivalence.
    func matches(_ other: UTF8Span) -> Bool {
        endOfMatch(with: other, other.span, in: span, at: 0) == count
    }

    /// Whether the given text occurs in this one, up to case and canonical equivalence.
    ///
    /// Whole characters are compared, as a reader sees them: "e" does not occur in a decomposed "é". The empty text
    /// does not occur anywhere.
    func holds(_ other: UTF8Span) -> Bool {
        guard !other.isEmpty else { return false }
        let bytes = span
        let otherBytes = other.span
        let first = otherBytes[0].lowercased
        var start = 0
        while start < bytes.count {
            let end = endOfCharacter(in: bytes, at: start)
            // Most places are ruled out by one byte: an ASCII character equals none that begins with another.
            let isRuledOut = end - start == 1 && first < 0x80 && bytes[start].lowercased != first
            if !isRuledOut && endOfMatch(with: other, otherBytes, in: bytes, at: start) != nil { return true }
            start = end
        }
        return false
    }

    // Below, the bytes of a text are passed along with it: asking a text for its span is a call into the standard
    // library, and dear for every character.

    /// Where a match with the whole of the other text ends, in bytes, if there is one at the given start.
    private func endOfMatch(
        with other: UTF8Span,
        _ otherBytes: Span<UInt8>,
        in bytes: Span<UInt8>,
        at start: Int
    ) -> Int? {
        var here = start
        var there = 0
        while there < otherBytes.count {
            guard here < bytes.count else { return nil }
            let endHere = endOfCharacter(in: bytes, at: here)
            let endThere = other.endOfCharacter(in: otherBytes, at: there)
            if endHere - here == 1 && endThere - there == 1 {
                guard bytes[here].lowercased == otherBytes[there].lowercased else { return nil }
            } else {
                guard isEquivalent(at: here..<endHere, to: other, at: there..<endThere) else { return nil }
            }
            here = endHere
            there = endThere
        }
        return here
    }

    /// Compares two characters of which one at least lies outside ASCII.
    // Kept out of line: its two buffers would be cleared for every ASCII character too.
    @inline(never)
    private func isEquivalent(at range: Range<Int>, to other: UTF8Span, at otherRange: Range<Int>) -> Bool {
        LowercaseCharacter(in: self, at: range).isEquivalent(to: LowercaseCharacter(in: other, at: otherRange))
    }

    /// Where the character that starts at the given offset ends, both in bytes.
    private func endOfCharacter(in bytes: Span<UInt8>, at start: Int) -> Int {
        // Two ASCII characters are always two, except for a line end of Windows.
        if bytes[start] < 0x80 && bytes[start] != UInt8(ascii: "\r") {
            let next = start + 1
            if next == bytes.count || bytes[next] < 0x80 { return next }
        }
        var characters = makeCharacterIterator()
        characters.reset(roundingBackwardsFrom: start)
        _ = characters.skipForward()
        return characters.currentCodeUnitOffset
    }
}

extension UInt8 {
    /// The byte with an ASCII letter in lower case.
    var lowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}

extension String {
    /// Whether a name is looked for within a password: it has at least three characters, as Windows asks.
    ///
    /// Shorter names occur by chance.
    var isLongEnoughToLookFor: Bool {
        unicodeScalars.count >= 3
    }
}
