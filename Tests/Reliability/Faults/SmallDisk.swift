import ChildPrograms
import Foundation

/// A file system of 4 MiB, which the superuser may mount on Linux.
struct SmallDisk {
    private let directory: URL
    private static let pageSize = 4096

    private var ballast: URL { directory.appending(path: "ballast") }

    /// Mounts it on an empty directory.
    init(at directory: URL) throws {
        self.directory = directory
        try Self.run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", directory.path)
    }

    func unmount() {
        try? Self.run("umount", "-l", directory.path)
    }

    /// Fills it until so much room is left.
    func leave(pages: Int) throws {
        var status = statvfs()
        guard unsafe statvfs(directory.path, &status) == 0 else { throw Violation("The small disk has no size.") }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let size = max(0, free - pages * Self.pageSize)
        try Data(count: size).write(to: ballast)
    }

    /// Makes room again.
    func clear() throws {
        try FileManager.default.removeItem(at: ballast)
    }

    func setReadOnly(_ isReadOnly: Bool) throws {
        try Self.run("mount", "-o", "remount,\(isReadOnly ? "ro" : "rw")", directory.path)
    }

    private static func run(_ command: String...) throws {
        guard try ProgramRun(command).status == 0 else {
            throw Violation("\(command.joined(separator: " ")) failed.")
        }
    }
}
