/// One character, as a reader sees it, in lower case: a base and the marks on it.
///
/// It lies on the stack, and is all that this module ever copies of a password. (To compare a decomposed character, the
/// standard library allocates a buffer of its marks for the length of the call.)
struct LowercaseCharacter {
    private var bytes = InlineArray<64, UInt8>(repeating: 0)

    /// The number of bytes in use, or `nil` if the character has more than there is room for: some thirty marks on one
    /// letter.
    private var count: Int? = 0

    /// Copies a character into lower case.
    init(in text: UTF8Span, at range: Range<Int>) {
        var filled = 0
        var scalars = text.makeUnicodeScalarIterator()
        scalars.reset(roundingBackwardsFrom: range.lowerBound)
        while scalars.currentCodeUnitOffset < range.upperBound, let scalar = scalars.next() {
            var lowercase = LowercaseBytes(of: scalar)
            while let byte = lowercase.next() {
                guard filled < bytes.count else {
                    count = nil
                    return
                }
                bytes[filled] = byte
                filled += 1
            }
        }
        count = filled
    }

    /// Whether both are canonically equivalent; a character that is too long equals none.
    func isEquivalent(to other: LowercaseCharacter) -> Bool {
        guard let count, let otherCount = other.count else { return false }
        let span = bytes.span.extracting(first: count)
        let otherSpan = other.bytes.span.extracting(first: otherCount)
        // Never fails: the bytes were made of scalars.
        guard let text = try? UTF8Span(validating: span), let otherText = try? UTF8Span(validating: otherSpan) else {
            return false
        }
        return text.isCanonicallyEquivalent(to: otherText)
    }
}
