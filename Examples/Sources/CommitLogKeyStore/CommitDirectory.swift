import Foundation
import KeyHierarchy

/// The directory of a store: numbered files that appear as a whole, and never change.
struct CommitDirectory: Sendable {
    let path: String

    private static let suffix = ".commit"
    private static let remainsSuffix = ".unfinished"

    init(path: String) throws {
        self.path = path
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw CommitLogError.system(errno, path) }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw CommitLogError.system(errno, path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw CommitLogError.system(ENOTDIR, path) }
        // What is in the files is encrypted or public, but whoever can write could take a commit away.
        guard status.st_mode & 0o077 == 0 else { throw CommitLogError.accessibleToOthers(path) }
    }

    /// Whether there is a commit of that number, or something in its place.
    func hasCommit(number: Int) -> Bool {
        var status = stat()
        return unsafe lstat(file(number), &status) == 0
    }

    /// Returns a commit, or `nil` when there is none of that number yet.
    func commit(number: Int) throws -> Commit? {
        let file = file(number)
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw CommitLogError.system(errno, file)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return try Commit(json: try handle.readToEnd() ?? Data(), file: file)
    }

    /// Writes a commit, which is on the disk when this returns.
    ///
    /// - Throws: A ``/KeyHierarchy/HierarchyError`` with the code `conflict` when there is a commit of that number; otherwise
    ///   ``CommitLogError``.
    func add(_ commit: Commit, number: Int) throws {
        let unfinished = "\(path)/.\(number).\(UUID().uuidString)\(Self.remainsSuffix)"
        defer { _ = unsafe unlink(unfinished) }
        try write(try commit.json(), to: unfinished)
        // Unlike `rename`, `link` refuses a name that is taken: of two writers, one gets it.
        guard unsafe link(unfinished, file(number)) == 0 else {
            // The file itself is gone when another value took it for the remains of a dead process: see below.
            guard errno == EEXIST || errno == ENOENT else { throw CommitLogError.system(errno, file(number)) }
            throw HierarchyError.conflict("Another process has written commit \(number) of \(path).")
        }
        try synchronize(path, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Refuses a directory in which a commit was lost: going on from the one before would write another history.
    func requireNoGaps() throws {
        let numbers = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(Self.suffix) }
            .compactMap { Int($0.dropLast(Self.suffix.count)) }
            .sorted()
        for (expected, number) in zip(1..., numbers) where number != expected {
            throw CommitLogError.missing(file(expected))
        }
    }

    /// Removes what processes have left that died while they wrote. A living writer whose file is taken away here gets a
    /// conflict, and tries again.
    func removeRemains() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasSuffix(Self.remainsSuffix) { _ = unsafe unlink("\(path)/\(name)") }
    }

    private func file(_ number: Int) -> String {
        let digits = String(number)
        return "\(path)/\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits)\(Self.suffix)"
    }

    private func write(_ contents: Data, to file: String) throws {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommitLogError.system(errno, file) }
        defer { _ = close(descriptor) }
        try FileHandle(fileDescriptor: descriptor).write(contentsOf: contents)
        guard fsync(descriptor) == 0 else { throw CommitLogError.system(errno, file) }
    }

    private func synchronize(_ path: String, flags: Int32) throws {
        let descriptor = unsafe open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommitLogError.system(errno, path) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CommitLogError.system(errno, path) }
    }
}
