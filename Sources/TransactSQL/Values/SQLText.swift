/// Text as the bytes that SQL Server keeps of it.
enum SQLText {
    /// The bytes of a text: UTF-16, little-endian, for Unicode types, and Windows' code page 1252 for the others.
    static func bytes(of text: String, isUnicode: Bool) -> [UInt8] {
        if isUnicode { return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
        return text.utf16.compactMap { unit in
            // The second half of a pair has no byte of its own.
            if (0xDC00...0xDFFF).contains(unit) { return nil }
            if unit < 0x80 || (0xA0...0xFF).contains(unit) { return UInt8(unit) }
            return codePage1252.firstIndex(of: unit).map { UInt8($0 + 0x80) } ?? UInt8(ascii: "?")
        }
    }

    /// The text of bytes. An odd byte at the end of a Unicode text counts as one unit with it.
    static func text(of bytes: [UInt8], isUnicode: Bool) -> String {
        guard isUnicode else {
            return String(
                decoding: bytes.map { (0x80...0x9F).contains($0) ? codePage1252[Int($0) - 0x80] : UInt16($0) },
                as: UTF16.self)
        }
        let units = stride(from: 0, to: bytes.count, by: 2).map { index in
            UInt16(bytes[index]) | (index + 1 < bytes.count ? UInt16(bytes[index + 1]) << 8 : 0)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// A text with `?` in the place of what the code page of the collation does not have, as `varchar` keeps it.
    static func inCodePage(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : Self.text(of: bytes(of: text, isUnicode: false), isUnicode: false)
    }

    /// The first characters of a text, counted in UTF-16 code units as SQL Server counts them. A pair is not cut in two.
    static func prefix(_ text: String, _ length: Int) -> String {
        guard text.utf16.count > length else { return text }
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            count += scalar.value > 0xFFFF ? 2 : 1
            guard count <= length else { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// A part of a text, by the places of its UTF-16 code units. It has no half of a pair that it would cut in two.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - start: Where the part begins, 0 or more.
    ///   - end: Where it ends; beyond the text, that ends there.
    static func part(of text: String, from start: Int, to end: Int) -> String {
        let count = text.utf16.count
        let first = min(start, count)
        var units = text.utf16.dropFirst(first).prefix(max(0, min(end, count) - first))
        if let unit = units.first, UTF16.isTrailSurrogate(unit) { units = units.dropFirst() }
        if let unit = units.last, UTF16.isLeadSurrogate(unit) { units = units.dropLast() }
        return String(decoding: units, as: UTF16.self)
    }

    /// The UTF-16 code units of a text without regard to case. They are as many as those of the text, so that a place
    /// among them is one in the text: a character whose small letter has another length is left as it is.
    static func foldedUnits(_ text: String) -> [UInt16] {
        var units: [UInt16] = []
        units.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                let isCapital = (0x41...0x5A).contains(scalar.value)
                units.append(UInt16(isCapital ? scalar.value + 0x20 : scalar.value))
                continue
            }
            let small = scalar.properties.lowercaseMapping
            units += small.utf16.count == UTF16.width(scalar) ? small.utf16 : String(scalar).utf16
        }
        return units
    }

    /// A text without the blanks at its end, which comparison and `LEN` do not count.
    static func trimmingEnd(_ text: String) -> Substring {
        var text = Substring(text)
        while text.last == " " { text.removeLast() }
        return text
    }

    /// What stands for a text when it is compared: the default collation ignores case and the blanks at the end.
    static func folded(_ text: String) -> String {
        trimmingEnd(text).lowercased()
    }

    private static let codePage1252: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
