import Policy
import Testing

struct LengthRuleTests {
    @Test(arguments: [
        (0, PasswordViolation.Code.tooShort), (7, .tooShort), (8, nil), (128, nil), (129, .tooLong),
    ])
    func acceptsItsRangeAndNothingElse(length: Int, code: PasswordViolation.Code?) {
        #expect(codes(LengthRule(8...128), String(repeating: "a", count: length)) == [code].compactMap { $0 })
    }

    @Test(arguments: [
        ("\u{1F511}", 1, 2),
        ("é", 1, 1),
        ("e\u{301}", 2, 2),
        ("\u{FFFF}", 1, 1),
        ("\u{10000}", 1, 2),
        ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 5, 8),
        ("a\u{0}b", 3, 3),
    ])
    func countsTheTextAsTyped(text: String, scalars: Int, codeUnits: Int) {
        #expect(codes(LengthRule(scalars...scalars), text) == [])
        #expect(codes(LengthRule(codeUnits...codeUnits, unit: .utf16CodeUnits), text) == [])
    }

    @Test func sixtyFourEmojiFillAnNvarcharOf128() {
        let keys = String(repeating: "\u{1F511}", count: 64)
        #expect(codes(LengthRule(8...128, unit: .utf16CodeUnits), keys) == [])
        #expect(codes(LengthRule(8...128, unit: .utf16CodeUnits), keys + "a") == [.tooLong])
        #expect(codes(LengthRule(8...128), keys + "a") == [])
    }

    @Test func mayLeaveOneEndOpen() {
        #expect(codes(LengthRule(15...), String(repeating: "a", count: 10_000)) == [])
        #expect(codes(LengthRule(15...), "a") == [.tooShort])
        #expect(codes(LengthRule(...3), "") == [])
        #expect(codes(LengthRule(...3), "aaaa") == [.tooLong])
    }
}
