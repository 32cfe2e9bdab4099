import Policy
import Testing

struct PasswordPolicyTests {
    @Test(arguments: [
        "<UseStrongPasswordHere>", "Master_Key_Password", "SimplePwd01", "Abcd1234.", "LS2Setup!", "My p@55w0Rd",
    ])
    func sqlServerAcceptsTheseOfTheDocumentation(password: String) {
        #expect(PasswordPolicy.sqlServer.violations(of: password) == [])
    }

    @Test(arguments: [
        "<complex password>", "<master key password>", "<password>", "paste_password_here", "**********",
        "MyBackupPassword", "LoginPassword", "CurrentPassword",
    ])
    func sqlServerRefusesTheseOfTheDocumentation(password: String) {
        #expect(PasswordPolicy.sqlServer.violations(of: password).map(\.code) == [.notComplex])
    }

    @Test(arguments: [
        (0, [PasswordViolation.Code.tooShort]), (7, [.tooShort]), (8, []), (128, []), (129, [.tooLong]),
    ])
    func sqlServerAcceptsFrom8To128Characters(length: Int, expected: [PasswordViolation.Code]) {
        let password = String(repeating: "aA1!", count: 40).prefix(length)
        let codes = PasswordPolicy.sqlServer.violations(of: String(password)).map(\.code)
        #expect(codes.filter { $0 != .notComplex } == expected)
    }

    @Test(arguments: [
        ("1Auditor!", [PasswordViolation.Code.containsAccountName]),
        ("SqlProd-01", [.isComputerOrLoginName]),
        ("Administrator", [.notComplex, .forbiddenWord]),
        ("Payroll-2026", []),
        ("Password1", []),
    ])
    func sqlServerRefusesNamesAndWordsAndKnowsNoLists(password: String, expected: [PasswordViolation.Code]) {
        let subject = PasswordSubject(accountName: "auditor", computerName: "SQLPROD-01", contextWords: ["payroll"])
        #expect(PasswordPolicy.sqlServer.violations(of: password, by: subject).map(\.code) == expected)
    }

    @Test(arguments: [
        ("fourteen words", [PasswordViolation.Code.tooShort]),
        ("correct horse battery staple", []),
        ("111111111111111", [.commonlyUsed]),
        ("3dH85Hhk003GHk2597gheij4", [.publishedInDocumentation]),
        ("3DH85HHK003GHK2597GHEIJ4", [.publishedInDocumentation]),
        ("PayrollProduction", [.contextSpecific]),
        ("PayrollProduction and more", []),
        ("production-server", [.isComputerOrLoginName]),
    ])
    func nistAsksForLengthAndNoListedPassword(password: String, expected: [PasswordViolation.Code]) {
        let subject = PasswordSubject(computerName: "Production-Server", contextWords: ["payrollproduction"])
        #expect(PasswordPolicy.nist800_63b4.violations(of: password, by: subject).map(\.code) == expected)
    }

    @Test func nistCountsAnEmojiOnce() {
        let keys = String(repeating: "\u{1F511}", count: 14)
        #expect(PasswordPolicy.nist800_63b4.violations(of: keys).map(\.code) == [.tooShort])
        #expect(PasswordPolicy.nist800_63b4.violations(of: keys + "a") == [])
    }

    @Test func nistAllowsMoreThan64Characters() {
        #expect(PasswordPolicy.nist800_63b4.violations(of: String(repeating: "ä ", count: 64)) == [])
        #expect(
            PasswordPolicy.nist800_63b4.violations(of: String(repeating: "ä ", count: 65)).map(\.code) == [.tooLong]
        )
    }

    @Test func reportsEveryViolationInTheOrderOfItsRules() {
        let subject = PasswordSubject(accountName: "password", computerName: "PASSWORD", contextWords: ["Word"])
        #expect(
            PasswordPolicy.strict.violations(of: "Password", by: subject).map(\.code) == [
                .tooShort, .notComplex, .containsAccountName, .isComputerOrLoginName, .forbiddenWord, .commonlyUsed,
                .contextSpecific,
            ]
        )
    }

    @Test(arguments: ["3dH85Hhk003GHk2597gheij4", "23987hxJ#KL95234nl0zBe", "<YourStrong@Passw0rd>"])
    func strictRefusesPublishedPasswordsThatMeetEveryOtherRule(password: String) {
        #expect(PasswordPolicy.sqlServer.violations(of: password) == [])
        #expect(PasswordPolicy.strict.violations(of: password).map(\.code) == [.publishedInDocumentation])
    }

    @Test func strictCountsAnEmojiOnceForTheMinimumAndTwiceForTheMaximum() {
        let emoji = String(repeating: "\u{1F511}", count: 8)
        #expect(PasswordPolicy.strict.violations(of: "aA" + emoji).map(\.code) == [.tooShort])
        #expect(
            PasswordPolicy.strict.violations(of: "aA" + String(repeating: emoji, count: 8)).map(\.code) == [.tooLong]
        )
    }

    @Test func noneAcceptsTheEmptyPassword() {
        #expect(PasswordPolicy.none.violations(of: "") == [])
    }

    @Test(arguments: ["none", "sqlServer", "nist800_63b4", "strict"])
    func isFoundByItsExactName(name: String) {
        #expect(PasswordPolicy(named: name)?.name == name)
        #expect(PasswordPolicy(named: name + " ") == nil)
        #expect(PasswordPolicy(named: name.uppercased()) == nil)
    }

    @Test func listsEveryProfileOnce() {
        #expect(PasswordPolicy.profiles.map(\.name) == ["none", "sqlServer", "nist800_63b4", "strict"])
    }

    @Test func judgesBytesAsItJudgesText() {
        let bytes = Array("héllo".utf8)
        let policy = PasswordPolicy.sqlServer
        #expect(policy.violations(ofUTF8: bytes.span) == policy.violations(of: "héllo"))
    }

    @Test(arguments: PasswordPolicy.profiles.map(\.name))
    func refusesBytesThatAreNoText(name: String) throws {
        let bytes: [UInt8] = [0x61, 0xC3]
        let policy = try #require(PasswordPolicy(named: name))
        #expect(policy.violations(ofUTF8: bytes.span).map(\.code) == [.notUnicode])
    }
}
