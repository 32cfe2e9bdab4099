import ArgumentParser
import Backup
import DurableFiles

/// Where a backup goes.
struct BackupTargetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A further place, such as a mounted stick: a directory that is there, or a file to write, whose name ends "
                + "as that of the backup does. May be repeated.",
            valueName: "place"))
    var copyTo: [String] = []

    @Flag(help: "Replace files that exist already.")
    var overwrite = false

    /// The backup itself.
    func medium(_ file: String) -> BackupFile {
        BackupFile(file, existing: overwrite ? .replace : .keep)
    }

    /// The copies. In a directory a copy has the name of the backup.
    ///
    /// A directory that is not there is never made, nor taken for a file: a stick that is not mounted must not be
    /// mistaken for one that is.
    ///
    /// - Throws: `ValidationError` when a directory is not there, or two places are one.
    func copies(of file: String) throws -> [BackupFile] {
        let copies = try media(of: file)
        guard Set(([medium(file)] + copies).map(\.place)).count == copies.count + 1 else {
            throw ValidationError("Two places of the backup are the same file. A copy is another file, best elsewhere.")
        }
        return copies
    }

    private func media(of file: String) throws -> [BackupFile] {
        let name = Self.name(in: file)
        return try copyTo.map { place in
            if DurableFile.isDirectory(place) {
                return medium(place.hasSuffix("/") ? place + name : "\(place)/\(name)")
            }
            let parent = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ""
            let directory = place.hasSuffix("/") ? place : parent
            guard directory.isEmpty || DurableFile.isDirectory(directory) else {
                throw ValidationError("The directory \(directory) does not exist. Mount or create it first.")
            }
            guard DurableFile.isPresent(place) || Self.isFile(place, besides: name) else {
                let ending = Self.ending(of: name).map { "let its name end in \($0)" } ?? "call it \(name)"
                throw ValidationError(
                    "There is nothing at \(place). If it is a directory, mount or create it first; if it is to be a "
                        + "file, \(ending), as the backup does.")
            }
            return medium(place)
        }
    }

    /// Whether a place where there is nothing yet is meant for a file: it is called as the backup, or has its ending.
    private static func isFile(_ place: String, besides backup: String) -> Bool {
        let name = Self.name(in: place)
        guard let ending = Self.ending(of: backup) else { return name == backup }
        return Self.ending(of: name) == ending
    }

    private static func name(in path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// What a name has from its last full stop on, unless it begins there.
    private static func ending(of name: String) -> String? {
        name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : String(name[$0...]) }
    }
}
