import Synchronization

/// A backup in memory, for tests and rehearsals; nothing is safe there.
public final class MemoryBackupMedium: BackupMedium {
    public let place: String
    private let stored: Mutex<[UInt8]?>

    /// Creates a medium, empty or with contents.
    ///
    /// - Parameters:
    ///   - place: What the medium is called.
    ///   - contents: What is there already; `nil` for nothing.
    public init(place: String = "memory", contents: [UInt8]? = nil) {
        self.place = place
        stored = Mutex(contents)
    }

    /// What has been written.
    public var contents: [UInt8]? {
        stored.withLock { $0 }
    }

    public func write(_ contents: [UInt8]) async throws {
        let isFree = stored.withLock { stored in
            guard stored == nil else { return false }
            stored = contents
            return true
        }
        guard isFree else { throw BackupError.exists(place) }
    }

    public func takeBack(_ contents: [UInt8]) async throws {
        let isRemoved = stored.withLock { stored in
            guard stored == contents else { return false }
            stored = nil
            return true
        }
        guard isRemoved else { throw BackupError.notTakenBack(place) }
    }

    public func read(limit: Int) async throws -> [UInt8] {
        guard let contents else {
            throw BackupError.missing(place)
        }
        guard contents.count <= limit else { throw BackupError.tooLarge(limit: limit) }
        return contents
    }
}
