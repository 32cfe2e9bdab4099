import Testing

@testable import TransactSQLSyntax

/// The time that a text takes grows as its length does, and no faster.
@Suite(.serialized) struct LongTextTests {
    /// How many times as long a text takes that is eight times as long; the least of five.
    private func growth(of text: (_ count: Int) -> String, _ body: (String) -> Void) -> Double {
        func time(_ count: Int) -> Duration {
            let text = text(count)
            return (0..<5).map { _ in ContinuousClock().measure { body(text) } }.min() ?? .zero
        }
        return time(16_000) / time(2000)
    }

    private static let texts: [@Sendable (Int) -> String] = [
        { "SELECT " + [String](repeating: "'a'", count: $0).joined(separator: ",") + " FROM FROM" },
        { "SELECT LEN(" + [String](repeating: "'a'", count: $0).joined(separator: "+") + ")" },
        { "SELECT " + [String](repeating: "[a]", count: $0).joined(separator: ",") + " FROM FROM" },
        { "SELECT " + [String](repeating: "PASSWORD", count: $0).joined(separator: ",") + " FROM FROM" },
        { "SELECT " + [String](repeating: "((SELECT 1))", count: $0 / 4).joined(separator: ",") + " FROM FROM" },
    ]

    @Test(arguments: texts.indices) func anErrorOnALongLineIsFoundAndShownInTimeThatGrowsWithTheLine(index: Int) {
        let growth = growth(of: Self.texts[index]) { text in
            do throws(SyntaxError) {
                _ = try Batch(parsing: text)
                Issue.record("There is no error in the text.")
            } catch {
                #expect(error.excerpt(in: text) == nil)
            }
        }
        // It would be 64 if the square of the length counted.
        #expect(growth < 32)
    }
}
