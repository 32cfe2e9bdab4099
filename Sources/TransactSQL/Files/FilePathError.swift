/// Why a path of a script names no file here.
///
/// Two errors are equal when their codes are.
struct FilePathError: Error, Hashable, Sendable {
    /// The kind of failure.
    struct Code: Hashable, Sendable {
        private enum Value {
            case empty, tooLong, controlCharacter, noSuchForm, noFile, device, alternateStream, leadsOut, rootMissing
            case directoryFailed, needsRoot
        }
        private let value: Value
        private init(_ value: Value) { self.value = value }

        /// The path is empty.
        static let empty = Code(.empty)
        /// The path has more than 260 UTF-16 code units.
        static let tooLong = Code(.tooLong)
        /// The path holds a NUL or another control character.
        static let controlCharacter = Code(.controlCharacter)
        /// The path is in none of the forms that SQL Server takes.
        static let noSuchForm = Code(.noSuchForm)
        /// The path names a directory.
        static let noFile = Code(.noFile)
        /// The path names a device, such as `CON`.
        static let device = Code(.device)
        /// The path names a stream of a file: `a:b`.
        static let alternateStream = Code(.alternateStream)
        /// The path leads out of the root, by `..` or by a link.
        static let leadsOut = Code(.leadsOut)
        /// The root is no directory, and cannot be made one.
        static let rootMissing = Code(.rootMissing)
        /// A directory on the way cannot be created.
        static let directoryFailed = Code(.directoryFailed)
        /// The path is one of Windows, and there is no root to find it under.
        static let needsRoot = Code(.needsRoot)
    }

    /// The kind of failure.
    let code: Code
    /// The path.
    let path: String

    init(_ code: Code, path: String) {
        self.code = code
        self.path = path
    }

    /// Whether the codes are the same.
    static func == (left: FilePathError, right: FilePathError) -> Bool {
        left.code == right.code
    }

    /// Hashes the code.
    func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension FilePathError: CustomStringConvertible {
    /// What is wrong with the path, in a sentence, and how to mend it.
    var description: String {
        switch code {
        case .empty: "The path is empty."
        case .tooLong: "The path has more than \(ScriptPath.longest) characters."
        case .controlCharacter: "The path holds a control character."
        case .noFile: "'\(path)' names a directory, not a file."
        case .device: "'\(path)' names a device."
        case .alternateStream: "'\(path)' names a stream of a file."
        case .leadsOut: "'\(path)' leads out of its root."
        case .rootMissing: "'\(path)' is to hold the script's files, and is no directory or cannot be created."
        case .directoryFailed: "A directory on the way to '\(path)' cannot be created."
        case .needsRoot:
            "'\(path)' is a path of Windows. Name a directory that holds the drives and shares, with --file-root."
        default: "'\(path)' is no path of a file."
        }
    }
}
