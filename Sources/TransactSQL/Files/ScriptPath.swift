/// A path as a script for SQL Server has it, taken apart.
struct ScriptPath: Hashable {
    /// How paths of a kind begin.
    enum Form: Hashable {
        /// `c:\temp\key`
        case drive
        /// `\\server\share\key`
        case share
        /// `/var/key`
        case absolute
        /// `key`, `keys/key`
        case relative
    }

    /// SQL Server's limit, in UTF-16 code units.
    static let longest = 260

    let form: Form
    /// The names on the way, the file last: the letter of the drive, or server and share, first.
    let components: [String]

    /// Whether only Windows has such paths.
    var isForWindows: Bool { form == .drive || form == .share }

    init(_ path: String) throws(FilePathError) {
        guard !path.isEmpty else { throw FilePathError(.empty, path: path) }
        guard path.utf16.count <= Self.longest else { throw FilePathError(.tooLong, path: path) }
        guard path.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw FilePathError(.controlCharacter, path: path)
        }
        var rest = Substring(path)
        var names: [Substring] = []
        if let letter = rest.first, letter.isASCII, letter.isLetter, rest.dropFirst().first == ":" {
            form = .drive
            names.append(Substring(letter.lowercased()))
            rest = rest.dropFirst(2)
            // `c:key` is relative to a current directory that a server has, and nobody knows.
            guard let separator = rest.first, separator == "\\" || separator == "/" else {
                throw FilePathError(.noSuchForm, path: path)
            }
        } else if rest.hasPrefix("\\\\") {
            form = .share
            rest = rest.dropFirst(2)
            // `\\?\` and `\\.\` name devices.
            guard let first = rest.first, first != "?", first != ".", first != "\\" else {
                throw FilePathError(.device, path: path)
            }
        } else if rest.first == "\\" {
            throw FilePathError(.noSuchForm, path: path)
        } else {
            form = rest.first == "/" ? .absolute : .relative
        }
        names += rest.split { $0 == "/" || $0 == "\\" }
        guard let last = rest.last, last != "/", last != "\\" else { throw FilePathError(.noFile, path: path) }
        guard names.count > (form == .share ? 2 : form == .drive ? 1 : 0) else {
            throw FilePathError(.noFile, path: path)
        }
        for name in names { try Self.require(name, path: path) }
        var components = names.map(String.init)
        // So `smk.key. ` is `smk.key` there. Elsewhere these are characters as any others.
        if form == .drive || form == .share, let file = components.popLast() {
            components.append(String(file.reversed().drop { $0 == "." || $0 == " " }.reversed()))
        }
        self.components = components
    }

    private static func require(_ name: Substring, path: String) throws(FilePathError) {
        // Windows drops blanks and points at the end of a name: `.. ` is `..` there.
        let significant = name.reversed().drop { $0 == "." || $0 == " " }
        guard !significant.isEmpty else { throw FilePathError(.leadsOut, path: path) }
        guard !name.contains(":") else { throw FilePathError(.alternateStream, path: path) }
        guard !name.contains(where: { "<>\"|?*".contains($0) }) else { throw FilePathError(.noSuchForm, path: path) }
        let stem = name.prefix { $0 != "." }.filter { $0 != " " }.uppercased()
        guard !deviceNames.contains(stem) else { throw FilePathError(.device, path: path) }
    }

    /// The names that Windows keeps for devices, in every directory and with every extension.
    private static let deviceNames: Set<String> = {
        let numbers = (0...9).map(String.init) + ["¹", "²", "³"]
        let numbered = numbers.flatMap { ["COM\($0)", "LPT\($0)"] }
        return Set(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"] + numbered)
    }()
}
