import DurableFiles

/// A directory beneath which the paths of scripts are found, so that a script written for a server's disks runs here.
///
/// `c:\backups\key` becomes `c/backups/key`, `\\server\share\key` becomes `server/share/key`, and `/var/key` becomes
/// `var/key`. No path leads out of the directory: `..` and links are refused, and each directory is opened in the one before
/// it, so that nobody can put a link in its place meanwhile. On drives and shares, as on Windows, a name that is there is
/// found in whatever case it is written.
public struct FileRoot: Hashable, Sendable {
    /// The directory.
    public let directory: String

    /// Takes a directory as root.
    ///
    /// - Parameter directory: A path of the file system. It is created when something is written and it is not there, as are
    ///   the directories beneath it; the directory in which it lies must exist.
    public init(_ directory: String) {
        self.directory = directory
    }

    /// The file that a path of a script stands for; `nil` when its directory is not there.
    ///
    /// - Parameters:
    ///   - path: The path as the script has it.
    ///   - createsDirectories: Whether to create the directories on the way, for their owner alone (mode 0700).
    func file(_ path: String, creatingDirectories createsDirectories: Bool = false) throws(FilePathError) -> ScriptFile?
    {
        let script = try ScriptPath(path)
        guard var place = try open(creating: createsDirectories), let last = script.components.last else { return nil }
        for component in script.components.dropLast() {
            let name = script.isForWindows ? Self.nameInUse(component, in: place) : component
            guard !place.isLink(name) else { throw FilePathError(.leadsOut, path: path) }
            do throws(FileError) {
                place = try place.directory(name, creating: createsDirectories)
            } catch {
                guard !place.isLink(name) else { throw FilePathError(.leadsOut, path: path) }
                guard createsDirectories else { return nil }
                throw FilePathError(.directoryFailed, path: path)
            }
        }
        let name = script.isForWindows ? Self.nameInUse(last, in: place) : last
        guard !place.isLink(name) else { throw FilePathError(.leadsOut, path: path) }
        return ScriptFile(name: name, directory: place)
    }

    /// Opens the root; `nil` when it is not there and need not be.
    private func open(creating creates: Bool) throws(FilePathError) -> OpenDirectory? {
        do throws(FileError) {
            return try OpenDirectory(directory, creating: creates)
        } catch {
            guard !creates, !DurableFile.isPresent(directory) else {
                throw FilePathError(.rootMissing, path: directory)
            }
            return nil
        }
    }

    /// The name of what is in a directory under that name, in whatever case; the name itself when there is nothing.
    private static func nameInUse(_ name: String, in directory: OpenDirectory) -> String {
        guard !directory.isPresent(name) else { return name }
        let folded = name.lowercased()
        return ((try? directory.names()) ?? []).filter { $0.lowercased() == folded }.min() ?? name
    }
}
