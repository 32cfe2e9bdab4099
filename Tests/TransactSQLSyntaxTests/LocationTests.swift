import Testing
import TransactSQLSyntax

@Suite struct LocationTests {
    @Test func aLocationTakesNoPartInEquality() {
        let first = Statement(.revert, at: SourceLocation(line: 1, offset: 0))
        let second = Statement(.revert, at: SourceLocation(line: 7, offset: 70))
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
    }
}
