extension PasswordPolicy {
    /// SQL Server's own policy, as it applies on Linux, in containers and in Azure.
    ///
    /// From 8 to 128 characters, counted as `nvarchar` counts them; three of the four categories; not containing the
    /// account's name; not the name of the login or the computer; not one of the words that the documentation forbids.
    ///
    /// Source: SQL Server documentation, "Password policy" and "Strong passwords".
    public static let sqlServer = PasswordPolicy(
        name: "sqlServer",
        rules: [
            LengthRule(8...128, unit: .utf16CodeUnits),
            CharacterCategoryRule(atLeast: 3),
            AccountNameRule(),
            ReservedNameRule(),
            ForbiddenWordRule(),
        ]
    )

    /// The rules of NIST for a password that is the only factor.
    ///
    /// At least 15 characters, and room for more than the 64 that must be allowed; no rule of composition; and a
    /// blocklist of commonly used, published and context-specific passwords. A password is compared with the list as a
    /// whole, as the standard asks, and not for words within it.
    ///
    /// The standard also advises to normalise Unicode text before use. This policy does not, because SQL Server uses a
    /// password as it was typed.
    ///
    /// Source: NIST SP 800-63B-4, section 3.1.1.2, "Password Verifiers".
    public static let nist800_63b4 = PasswordPolicy(
        name: "nist800_63b4",
        rules: [
            LengthRule(15...128),
            ListedPasswordRule.commonlyUsed,
            ListedPasswordRule.publishedInDocumentation,
            ReservedNameRule(),
            ContextWordRule(.wholePassword),
        ]
    )

    /// All that ``sqlServer`` asks, from 15 characters on, and no listed password and no context word anywhere in it.
    ///
    /// The least length is counted in Unicode scalars, as NIST counts, and the greatest as `nvarchar` counts: a
    /// password that this policy accepts, ``sqlServer`` and ``nist800_63b4`` accept too.
    public static let strict = PasswordPolicy(
        name: "strict",
        rules: [
            LengthRule(15...),
            LengthRule(...128, unit: .utf16CodeUnits),
            CharacterCategoryRule(atLeast: 3),
            AccountNameRule(),
            ReservedNameRule(),
            ForbiddenWordRule(),
            ListedPasswordRule.commonlyUsed,
            ListedPasswordRule.publishedInDocumentation,
            ContextWordRule(.anywhere),
        ]
    )

    /// No rules: every password is accepted, the empty one too, as on a Windows machine without a password policy.
    ///
    /// Where the context asks for an optional policy, write `PasswordPolicy.none`: `.none` alone means `nil` there.
    public static let none = PasswordPolicy(name: "none", rules: [])

    /// The policies that come with this module, from the weakest to the strongest.
    public static let profiles: [PasswordPolicy] = [.none, .sqlServer, .nist800_63b4, .strict]

    /// Creates the policy that has the given name among ``profiles``, or `nil` if there is none.
    ///
    /// - Parameter name: "none", "sqlServer", "nist800_63b4" or "strict", in exactly this spelling.
    public init?(named name: String) {
        guard let profile = Self.profiles.first(where: { $0.name == name }) else { return nil }
        self = profile
    }
}
