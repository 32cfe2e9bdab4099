/// One requirement that a password does not meet.
///
/// A violation is made to be shown and logged: nothing in it depends on the text of the password.
public struct PasswordViolation: Sendable, Hashable {
    /// Which kind of requirement it is.
    public let code: Code

    /// What was asked, as a sentence for the person who chooses the password.
    public let requirement: String

    /// Creates a violation.
    ///
    /// - Parameters:
    ///   - code: The kind of requirement.
    ///   - requirement: A sentence that says what would satisfy it. It must hold no part of the password, nor a name or
    ///     word that the password was found to hold: that would be a part of it.
    public init(_ code: Code, requirement: String) {
        self.code = code
        self.requirement = requirement
    }

    /// The number of the message, in `sys.messages`, with which SQL Server's own password policy refuses.
    ///
    /// 33062 is too short, 33063 too long, and 33064, "not complex enough", stands for every other reason, a user's
    /// own rule included: SQL Server has no more than these three. It reports the first reason only, and looks at the
    /// length first.
    public var sqlServerMessageNumber: Int {
        switch code {
        case .tooShort: 33062
        case .tooLong: 33063
        default: 33064
        }
    }
}

extension PasswordViolation: CustomStringConvertible {
    /// The code and the requirement, with a colon between them.
    public var description: String {
        "\(code): \(requirement)"
    }
}
