import Testing
@testable import TransactSQLSyntax

@Suite struct LexerTests {
    @Test func setsHaveTheirCharacters() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        for (set, characters) in [
            (ByteSet.space, " \t\n\u{B}\u{C}\r"), (.digit, "0123456789"), (.nameStart, letters + "_#"),
            (.name, letters + "_#0123456789$@"), (.opening, "'\"[-/"),
        ] {
            let expected = Set(characters.utf8)
            for byte in UInt8.min...UInt8.max {
                #expect(set.contains(byte) == expected.contains(byte), "\(byte)")
            }
        }
    }

    @Test(arguments: Keyword.allCases)
    func keywordsAreFoundInAnyCase(_ keyword: Keyword) {
        for spelling in [keyword.rawValue, keyword.rawValue.lowercased()] where keyword != .none {
            #expect(Self.tokens(of: spelling).first?.keyword == keyword)
            #expect(Self.tokens(of: "x " + spelling + " y")[1].keyword == keyword)
            #expect(Self.tokens(of: spelling + "x y z w v u t")[0].keyword != keyword)
            #expect(Self.tokens(of: "[\(spelling)]")[0].keyword == .none)
        }
    }

    @Test(
        arguments: [
            (
                "1 1.5 .5 1. 1e3 1.5E-3 $1.50 $ 0xAf 0x",
                [.integer, .decimal, .decimal, .decimal, .float, .float, .money, .money, .binary, .binary]
            ),
            (
                "a [a] \"a\" 'a' N'a' @a @@a #a ##a é漢 $action",
                [
                    .word, .bracketedName, .quotedName, .string, .nationalString, .variable, .globalVariable, .word,
                    .word, .word, .word,
                ]
            ),
            (
                "<> != !< !> <= >= < > =",
                [
                    .notEqual, .notEqual, .greaterOrEqual, .lessOrEqual, .lessOrEqual, .greaterOrEqual, .less, .greater,
                    .equal,
                ]
            ),
            (
                "+= -= *= /= %= &= ^= |= :: : ; , .",
                [
                    .plusEqual, .minusEqual, .asteriskEqual, .slashEqual, .percentEqual, .ampersandEqual, .caretEqual,
                    .pipeEqual, .doubleColon, .colon, .semicolon, .comma, .dot,
                ]
            ),
            ("a/**/b--c\nd/*/*e*/*/f\u{A0}g", [.word, .word, .word, .word, .word]),
        ] as [(String, [TokenKind])])
    func tokensHaveTheirKinds(_ text: String, _ kinds: [TokenKind]) {
        #expect(Self.tokens(of: text).map(\.kind) == kinds + [.endOfText])
    }

    @Test func tokensHaveTheirLines() {
        #expect(Self.tokens(of: "a\nb 'c\nd' e /*\n\n*/ f -- \n[g\n] h").map(\.line) == [1, 2, 2, 3, 5, 6, 7, 7])
    }

    private static func tokens(of text: String) -> [Token] {
        var text = text
        return text.withUTF8 { bytes in
            var lexer = Lexer(unsafe SourceText(bytes))
            lexer.run()
            return lexer.tokens
        }
    }
}
