#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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
/// `var/key`. No path leads out of the directory: `..`, and links that lead elsewhere, are refused. On drives and shares,
/// as on Windows, a name that is there is found in whatever case it is written.
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
        let script = try ScriptPath(path)
        let components = script.components
        guard let root = try resolvedRoot(creating: createsDirectories) else {
            // Nothing lies beneath what is not there.
            return ([directory] + components).joined(separator: "/")
        }
        var place = root
        for directory in components.dropLast() {
            place += "/" + (script.isForWindows ? Self.nameInUse(directory, in: place) : directory)
            if createsDirectories { try Self.createDirectory(place, for: path) }
            // A link is followed where it leads to a place beneath the root, and refused elsewhere.
            if Self.isPresent(place) {
                guard let resolved = Self.resolved(place), Self.isBeneath(resolved, root) else {
                    throw FilePathError(.leadsOut, path: path)
                }
                place = resolved
            }
        }
        let name = components.last ?? ""
        place += "/" + (script.isForWindows ? Self.nameInUse(name, in: place) : name)
        if Self.isPresent(place) {
            guard let resolved = Self.resolved(place), Self.isBeneath(resolved, root) else {
                throw FilePathError(.leadsOut, path: path)
            }
        }
        return place
    }

    /// The directory without links, or `nil` when it is not there and need not be.
    private func resolvedRoot(creating creates: Bool) throws(FilePathError) -> String? {
        if !Self.isPresent(directory) {
            guard creates else { return nil }
            guard unsafe mkdir(directory, 0o700) == 0 || errno == EEXIST else {
                throw FilePathError(.rootMissing, path: directory)
            }
        }
        var status = stat()
        guard let root = Self.resolved(directory), unsafe stat(root, &status) == 0, status.st_mode & S_IFMT == S_IFDIR
        else { throw FilePathError(.rootMissing, path: directory) }
        return root
    }

    /// The name of what is in a directory under that name, in whatever case; the name itself when there is nothing.
    private static func nameInUse(_ name: String, in directory: String) -> String {
        guard !isPresent(directory + "/" + name) else { return name }
        let present = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let folded = name.lowercased()
        return present.filter { $0.lowercased() == folded }.min() ?? name
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
