import Testing

@testable import Policy

struct PasswordListTests {
    static let lists = [PasswordList.commonlyUsed, .publishedInDocumentation]

    /// The lines of a list, read without its own search.
    private func lines(_ list: PasswordList) -> [[UInt8]] {
        list.withBytes { bytes in
            var lines: [[UInt8]] = [[]]
            for index in bytes.indices {
                if bytes[index] == UInt8(ascii: "\n") {
                    lines.append([])
                } else {
                    lines[lines.count - 1].append(bytes[index])
                }
            }
            return lines
        }
    }

    /// Looks a text up. (A span cannot be an argument within `#expect`.)
    private func contains(_ text: String, _ list: PasswordList) -> Bool {
        list.contains(text.utf8Span)
    }

    @Test(arguments: lists)
    func isSortedUniqueAndEndedByALineFeed(list: PasswordList) throws {
        var lines = lines(list)
        #expect(lines.removeLast() == [])
        #expect(!lines.isEmpty)
        for (line, next) in zip(lines, lines.dropFirst()) {
            try #require(line.lexicographicallyPrecedes(next))
        }
    }

    @Test(arguments: lists)
    func holdsLowerCaseUTF8WithoutControlCharacters(list: PasswordList) throws {
        for line in lines(list).dropLast() {
            let text = try #require(String(validating: line, as: UTF8.self))
            try #require(!text.isEmpty)
            for scalar in text.unicodeScalars {
                try #require(scalar.properties.lowercaseMapping == String(scalar))
                try #require(scalar.value >= 0x20 && scalar.value != 0x7F)
            }
        }
    }

    @Test(arguments: lists)
    func findsEveryEntryInEveryCase(list: PasswordList) throws {
        for line in lines(list).dropLast() {
            let text = String(decoding: line, as: UTF8.self)
            try #require(contains(text, list))
            try #require(contains(text.uppercased(), list))
        }
    }

    @Test(arguments: lists)
    func findsNothingBesideItsEntries(list: PasswordList) throws {
        let lines = lines(list).dropLast()
        let entries = Set(lines)
        for line in lines {
            for neighbour in [line + [0x20], line + [0x0A], line + [0x7F], Array(line.dropLast()), [0x20] + line] {
                guard let text = String(validating: neighbour, as: UTF8.self) else { continue }
                try #require(contains(text, list) == entries.contains(neighbour))
            }
        }
    }

    @Test(arguments: ["", "\n", " ", "\u{10FFFF}", "\u{0}", "123456\n123456789"])
    func findsNoTextThatIsNoLine(text: String) {
        for list in Self.lists {
            #expect(!contains(text, list))
        }
    }

    @Test func comparesAsTheEntriesAreSpelled() {
        #expect(contains("ПАРОЛЬ", .commonlyUsed))
        #expect(contains("\u{439}\u{446}\u{443}\u{43A}\u{435}\u{43D}", .commonlyUsed))
        #expect(!contains("\u{438}\u{306}\u{446}\u{443}\u{43A}\u{435}\u{43D}", .commonlyUsed))
    }
}
