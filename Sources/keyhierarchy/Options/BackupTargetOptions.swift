import ArgumentParser
import Backup
import DurableFiles

/// Where a backup goes.
struct BackupTargetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A further place, such as a mounted stick: a directory, or a file to write. May be repeated.",
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
    /// A directory that is not there is never made: a stick that is not mounted must not be mistaken for one that is.
    func copies(of file: String) throws -> [BackupFile] {
        let copies = try media(of: file)
        guard Set(([medium(file)] + copies).map(\.place)).count == copies.count + 1 else {
            throw ValidationError("Two places of the backup are the same file. A copy is another file, best elsewhere.")
        }
        return copies
    }

    private func media(of file: String) throws -> [BackupFile] {
        try copyTo.map { place in
            if DurableFile.isDirectory(place) {
                let name = file.split(separator: "/").last.map(String.init) ?? file
                return medium(place.hasSuffix("/") ? place + name : "\(place)/\(name)")
            }
            guard !place.hasSuffix("/") else {
                throw ValidationError("The directory \(place) does not exist. Is it mounted?")
            }
            let parent = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? "."
            guard parent.isEmpty || DurableFile.isDirectory(parent) else {
                throw ValidationError("The directory \(parent) does not exist. Is it mounted?")
            }
            return medium(place)
        }
    }
}
