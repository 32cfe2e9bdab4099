#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A directory beneath which the paths of scripts are found, so that a script written for a server's disks runs here.
///
/// `c:\backups\key` becomes `c/backups/key`, `\\server\share\key` becomes `server/share/key`, and `/var/key` becomes
/// `var/key`. No path leads out of the directory: `..`, and links that lead elsewhere, are refused.
public struct FileRoot: Hashable, Sendable {
    /// The directory.
    public let directory: String

    /// Takes a directory as root.
    ///
    /// - Parameter directory: A path of the file system. It must exist before something is read or written.
    public init(_ directory: String) {
        self.directory = directory
    }

    /// The file that a path of a script stands for.
    ///
    /// - Parameters:
    ///   - path: The path as the script has it.
    ///   - createsDirectories: Whether to create the directories on the way, for their owner alone (mode 0700).
    /// - Throws: ``FilePathError`` when the path leads out of the root or cannot be one.
    public func file(
        _ path: String,
        creatingDirectories createsDirectories: Bool = false
    ) throws(FilePathError) -> String {
        let components = try ScriptPath(path).components
        guard let root = Self.resolved(directory) else { throw FilePathError(.rootMissing, path: directory) }
        var place = root
        for directory in components.dropLast() {
            place += "/" + directory
            if createsDirectories { try Self.createDirectory(place, for: path) }
            // A link is followed where it leads to a place beneath the root, and refused elsewhere.
            if Self.isPresent(place) {
                guard let resolved = Self.resolved(place), Self.isBeneath(resolved, root) else {
                    throw FilePathError(.leadsOut, path: path)
                }
                place = resolved
            }
        }
        place += "/" + (components.last ?? "")
        if Self.isPresent(place) {
            guard let resolved = Self.resolved(place), Self.isBeneath(resolved, root) else {
                throw FilePathError(.leadsOut, path: path)
            }
        }
        return place
    }

    private static func isBeneath(_ place: String, _ root: String) -> Bool {
        root == "/" || place.hasPrefix(root + "/")
    }

    /// Whether there is a file, a directory or a link of that name, whatever it leads to.
    static func isPresent(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }

    /// The path without links, or `nil` when there is nothing there.
    private static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(validatingCString: resolved)
    }

    private static func createDirectory(_ place: String, for path: String) throws(FilePathError) {
        guard !isPresent(place) else { return }
        guard unsafe mkdir(place, 0o700) == 0 || errno == EEXIST else {
            throw FilePathError(.directoryFailed, path: path)
        }
    }
}
