import Policy
import Testing

struct NameRuleTests {
    @Test(arguments: [
        ("Auditor", "xxAUDITORxx", true),
        ("Auditor", "auditor", true),
        ("Auditor", "xxaudito", false),
        ("Auditor", "xxauditr", false),
        ("Auditor", "auauditor", true),
        ("aab", "aaab", true),
        ("sa", "sa-and-more", false),
        ("bob", "kebob", true),
        ("", "anything", false),
        ("auditor", "", false),
    ])
    func findsTheAccountNameAnywhereInAnyCase(name: String, password: String, found: Bool) {
        let violations = codes(AccountNameRule(), password, by: PasswordSubject(accountName: name))
        #expect(violations == (found ? [.containsAccountName] : []))
    }

    @Test(arguments: [
        ("René", "xRENÉx", true),
        ("Rene\u{301}", "xREN\u{C9}x", true),
        ("Ren\u{E9}", "xRENE\u{301}x", true),
        ("Rene", "xrene\u{301}x", false),
        ("René", "xrenex", false),
        ("q\u{323}\u{307}rs", "Q\u{307}\u{323}RS", true),
        ("Straße", "STRAßE", true),
        ("Straße", "STRAẞE", true),
        ("Straße", "STRASSE", false),
        ("ılgaz", "ILGAZ", false),
        ("ılgaz", "ılGAZ", true),
        ("İlker", "i\u{307}lker", true),
        ("İlker", "ilker", false),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ", true),
        ("kelvin", "\u{212A}elvin", true),
        ("\u{1F511}\u{1F468}\u{200D}\u{1F469}b", "a\u{1F511}\u{1F468}\u{200D}\u{1F469}bc", true),
        ("\u{1F511}\u{1F468}b", "a\u{1F511}\u{1F468}\u{200D}\u{1F469}bc", false),
        ("e\u{301}va", "EVA", false),
        ("a;b", "a\u{37E}b", true),
    ])
    func comparesNamesByLowerCaseAndCanonicalEquivalence(name: String, password: String, found: Bool) {
        let violations = codes(AccountNameRule(), password, by: PasswordSubject(accountName: name))
        #expect(violations == (found ? [.containsAccountName] : []))
    }

    @Test func comparesNoCharacterWithHundredsOfMarks() {
        let name = "abc" + String(repeating: "\u{301}", count: 500)
        #expect(codes(AccountNameRule(), name, by: PasswordSubject(accountName: name)) == [])
        #expect(codes(AccountNameRule(), "abc", by: PasswordSubject(accountName: name)) == [])
    }

    @Test(arguments: [
        ("SQLPROD01", true), ("sqlprod01", true), ("sqlprod01x", false), ("sqlprod0", false), ("SA", true),
        ("sax", false), ("", false),
    ])
    func refusesTheComputersAndTheLoginsNameAsAWhole(password: String, refused: Bool) {
        let subject = PasswordSubject(accountName: "sa", computerName: "SqlProd01")
        #expect(codes(ReservedNameRule(), password, by: subject) == (refused ? [.isComputerOrLoginName] : []))
    }

    @Test func acceptsEverythingWhereNoNameIsKnown() {
        #expect(codes(AccountNameRule(), "auditor") == [])
        #expect(codes(ReservedNameRule(), "auditor") == [])
        #expect(codes(ContextWordRule(.anywhere), "auditor") == [])
    }

    @Test(arguments: [
        ("Payroll", true, true), ("my-PAYROLL-1", false, true), ("LÖHNE", true, true), ("x LO\u{308}HNE", false, true),
        ("db", true, false), ("dbx", false, false), ("pay roll", false, false),
    ])
    func refusesContextWordsAsAWholeOrAnywhere(password: String, whole: Bool, anywhere: Bool) {
        let subject = PasswordSubject(contextWords: ["db", "payroll", "Löhne"])
        #expect(codes(ContextWordRule(.wholePassword), password, by: subject) == (whole ? [.contextSpecific] : []))
        #expect(codes(ContextWordRule(.anywhere), password, by: subject) == (anywhere ? [.contextSpecific] : []))
    }

    @Test(arguments: [
        ("password", true), ("Admin", true), ("ADMINISTRATOR", true), ("sa", true), ("SysAdmin", true),
        ("admins", false), ("sysadmi", false), ("", false), ("password1", false),
    ])
    func refusesForbiddenWordsAsAWhole(password: String, refused: Bool) {
        #expect(codes(ForbiddenWordRule(), password) == (refused ? [.forbiddenWord] : []))
    }
}
