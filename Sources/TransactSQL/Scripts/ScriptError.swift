/// Why a script could not go on: an error of the client, which no server would have seen.
///
/// Two errors are equal when their codes are.
public struct ScriptError: Error, Hashable, Sendable {
    /// The kind of failure.
    public struct Code: Hashable, Sendable {
        private enum Value {
            case badSeparator, undefinedVariable, fileUnreadable, filesNested, commandRefused, badCommand, notUTF8
            case busy, pathUnusable, batchTooLong
        }
        private let value: Value
        private init(_ value: Value) { self.value = value }

        /// A line begins with `GO` and goes on in a way that is none of a separator: `GO;`.
        public static let badSeparator = Code(.badSeparator)
        /// `$(name)` names a variable that has no value.
        public static let undefinedVariable = Code(.undefinedVariable)
        /// The file of `:r` cannot be read.
        public static let fileUnreadable = Code(.fileUnreadable)
        /// Files of `:r` are nested too deeply, or in a circle.
        public static let filesNested = Code(.filesNested)
        /// A command of sqlcmd is not carried out here: `:connect`, `!!`.
        public static let commandRefused = Code(.commandRefused)
        /// A line begins like a command of sqlcmd and is none.
        public static let badCommand = Code(.badCommand)
        /// A batch is not UTF-8, or not UTF-16 where the script begins with a mark of that.
        public static let notUTF8 = Code(.notUTF8)
        /// A batch has more than 64 MiB, with the values of its variables.
        public static let batchTooLong = Code(.batchTooLong)
        /// A statement names a path of Windows and there is no root to find it under, or the root is no directory.
        public static let pathUnusable = Code(.pathUnusable)
        /// The connection runs another script at this time.
        public static let busy = Code(.busy)
    }

    /// The kind of failure.
    public let code: Code
    /// The line of the script, counted from 1.
    public let fileLine: Int
    /// What is wrong, in a sentence.
    public let message: String

    init(_ code: Code, fileLine: Int, _ message: String) {
        self.code = code
        self.fileLine = fileLine
        self.message = message
    }

    /// Whether the codes are the same.
    public static func == (left: ScriptError, right: ScriptError) -> Bool {
        left.code == right.code
    }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension ScriptError: CustomStringConvertible {
    /// The line and what is wrong.
    public var description: String { "Line \(fileLine): \(message)" }
}
