extension PasswordViolation {
    /// A kind of requirement that a password can fail.
    ///
    /// Rules of your own may bring codes of their own: `Code(rawValue: "com.example.tooOld")`. The raw values of this
    /// module are plain words, so a prefix keeps yours apart.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The word that identifies the code, in logs too.
        public let rawValue: String

        /// Creates a code.
        ///
        /// - Parameter rawValue: The word that identifies it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The raw value.
        public var description: String {
            rawValue
        }

        /// The password has fewer characters than asked.
        public static let tooShort = Code(rawValue: "tooShort")

        /// The password has more characters than allowed.
        public static let tooLong = Code(rawValue: "tooLong")

        /// The password draws on too few kinds of characters.
        public static let notComplex = Code(rawValue: "notComplex")

        /// The name of the account occurs in the password.
        public static let containsAccountName = Code(rawValue: "containsAccountName")

        /// The password is the name of the computer or of the login.
        public static let isComputerOrLoginName = Code(rawValue: "isComputerOrLoginName")

        /// The password is a word that is never accepted.
        public static let forbiddenWord = Code(rawValue: "forbiddenWord")

        /// The password is on the list of those that people use most.
        public static let commonlyUsed = Code(rawValue: "commonlyUsed")

        /// The password is printed in documentation or a tutorial.
        public static let publishedInDocumentation = Code(rawValue: "publishedInDocumentation")

        /// The password is, or holds, the name of the service, the instance or the database.
        public static let contextSpecific = Code(rawValue: "contextSpecific")

        /// The bytes given as a password are not valid UTF-8.
        public static let notUnicode = Code(rawValue: "notUnicode")
    }
}
