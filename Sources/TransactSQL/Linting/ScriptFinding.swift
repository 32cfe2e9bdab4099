/// Something in a script that is allowed, and that somebody may regret.
public struct ScriptFinding: Hashable, Sendable {
    /// What kind of thing it is. New rules may be added.
    public struct Rule: Hashable, Sendable, CustomStringConvertible {
        /// The name of the rule.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A password that is set is printed in documentation, for everybody to try.
        public static let publishedPassword = Rule("publishedPassword")
        /// A master key is created or regenerated, and not backed up afterwards.
        public static let masterKeyNotBackedUp = Rule("masterKeyNotBackedUp")
        /// The service master key no longer opens a master key, and the script knows no password of that.
        public static let noPasswordLeft = Rule("noPasswordLeft")
        /// `FORCE` gives up what cannot be decrypted.
        public static let force = Rule("force")
        /// The script holds passwords, and others can read its file.
        public static let readableByOthers = Rule("readableByOthers")
    }

    /// The rule.
    public let rule: Rule
    /// The line of the script, counted from 1.
    public let fileLine: Int
    /// What is the matter, in a sentence. It holds no password.
    public let text: String
}

extension ScriptFinding: CustomStringConvertible {
    /// The line, the sentence, and the rule.
    public var description: String { "Line \(fileLine): \(text) [\(rule)]" }
}
