import Foundation
import KeyHierarchyTesting

/// A disk that has what was forced onto it, and of everything else whatever part it likes when the power fails.
///
/// A directory keeps its names as a file keeps its bytes: forcing a file does not force the name that it was given. What
/// was not forced may be there in any order. Two things are taken for granted, as SQLite does: a name is given, moved or
/// taken away as a whole, and a write leaves alone what stands beside it.
struct Disk {
    private enum Change {
        case bytes([UInt8], at: Int, file: Int)
        case size(Int, file: Int)
        /// Names that change in one step, and the files that they are given to.
        case names([String: Int?])

        /// The file whose bytes or size it changes.
        var file: Int? {
            switch self {
            case .bytes(_, _, let file), .size(_, let file): file
            case .names: nil
            }
        }

        func isOfNames(in directory: String) -> Bool {
            guard case .names(let names) = self else { return false }
            return names.keys.contains { ($0 as NSString).deletingLastPathComponent == directory }
        }
    }

    private var contents: [Int: [UInt8]] = [:]
    private var names: [String: Int] = [:]
    /// What programs see.
    private var visibleNames: [String: Int]
    /// The files by the system's numbers, which it uses again.
    private var numbers: [UInt64: Int] = [:]
    /// What was not forced yet.
    private var changes: [Change] = []

    /// Takes the files of a directory for forced.
    init(_ directory: URL) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
            let url = directory.appending(path: path)
            var status = stat()
            guard unsafe lstat(url.path, &status) == 0 else { throw Violation("\(path) is gone.") }
            guard status.st_mode & S_IFMT == S_IFREG else { continue }
            names[path] = contents.count
            numbers[UInt64(status.st_ino)] = contents.count
            contents[contents.count] = [UInt8](try Data(contentsOf: url))
        }
        visibleNames = names
    }

    mutating func perform(_ call: DiskCall) throws {
        switch call {
        case .create(let path, let number):
            let file = contents.count
            contents[file] = []
            numbers[number] = file
            rename([path: file])
        case .write(let bytes, let offset, let number):
            changes.append(.bytes(bytes, at: offset, file: try file(number)))
        case .cut(let size, let number):
            changes.append(.size(size, file: try file(number)))
        case .forceFile(let number):
            let file = try file(number)
            force { $0.file == file }
        case .forceNames(let directory):
            force { $0.isOfNames(in: directory) }
        case .rename(let from, let path):
            rename([from: nil, path: visibleNames[from]])
        case .link(let from, let path):
            rename([path: visibleNames[from]])
        case .unlink(let path):
            rename([path: nil])
        }
    }

    /// The files that are left after a loss of power, by their names.
    func files(after loss: PowerLoss, using generator: inout SplitMix64) -> [String: [UInt8]] {
        var disk = self
        for change in changes {
            switch (change, loss.fate(isName: change.file == nil, using: &generator)) {
            case (_, .lost): break
            case (.bytes(let bytes, let offset, let file), .sizeAlone):
                let size = max(disk.contents[file]?.count ?? 0, offset + bytes.count)
                disk.apply(.size(size, file: file))
            case (.bytes(let bytes, let offset, let file), .torn):
                for start in stride(from: 0, to: bytes.count, by: 512) {
                    let sector = bytes[start...].prefix(512)
                    let kept =
                        [0, sector.count, Int.random(in: 0...sector.count, using: &generator)]
                        .randomElement(using: &generator) ?? 0
                    disk.apply(.bytes(Array(sector.prefix(kept)), at: offset + start, file: file))
                }
            case (_, .kept), (_, .sizeAlone), (_, .torn): disk.apply(change)
            }
        }
        return disk.names.compactMapValues { disk.contents[$0] }
    }

    private func file(_ number: UInt64) throws -> Int {
        guard let file = numbers[number] else { throw Violation("A file is written that nobody has created.") }
        return file
    }

    private mutating func rename(_ names: [String: Int?]) {
        for (path, file) in names { visibleNames[path] = file }
        changes.append(.names(names))
    }

    private mutating func force(_ isForced: (Change) -> Bool) {
        for change in changes where isForced(change) { apply(change) }
        changes.removeAll(where: isForced)
    }

    private mutating func apply(_ change: Change) {
        switch change {
        case .bytes(let bytes, let offset, let file):
            let missing = offset + bytes.count - (contents[file]?.count ?? 0)
            contents[file, default: []].append(contentsOf: repeatElement(0, count: max(0, missing)))
            contents[file]?.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        case .size(let size, let file):
            let old = contents[file, default: []]
            contents[file] = Array(old.prefix(size)) + repeatElement(0, count: max(0, size - old.count))
        case .names(let changed):
            for (path, file) in changed { names[path] = file }
        }
    }
}
