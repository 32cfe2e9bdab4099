import DurableFiles
import Foundation
import Synchronization
import Testing

struct DurableFileCreationTests {
    @Test(arguments: [0, 1, 4096, 300_000])
    func theContentsArriveAndNothingElse(count: Int) throws {
        let directory = try TemporaryDirectory()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try DurableFile.create(at: directory.file("new"), bytes)
        #expect(try contents(of: directory.file("new")) == bytes)
        #expect(try directory.names == ["new"])
    }

    /// In a process of its own, since the umask belongs to all tests at once.
    @Test(arguments: [0, 0o022, 0o077, 0o277, 0o777] as [mode_t])
    func theFileIsForItsOwnerAloneWhateverTheUmask(mask: mode_t) async {
        await #expect(processExitsWith: .success) { [mask] in
            let directory = try TemporaryDirectory()
            umask(mask)
            try DurableFile.create(at: directory.file("new"), [1, 2, 3])
            try #require(try mode(of: directory.file("new")) == S_IFREG | 0o600)
        }
    }

    @Test func aFileOfTheSameNameIsKept() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("old")
        try write([1], to: path)
        #expect(try refusal { try DurableFile.create(at: path, [2]) } == .exists)
        #expect(try contents(of: path) == [1])
        #expect(try directory.names == ["old"])
    }

    @Test func aDanglingLinkOfTheSameNameIsKept() throws {
        let directory = try TemporaryDirectory()
        let link = directory.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: directory.file("nowhere"))
        #expect(DurableFile.isPresent(link))
        #expect(try refusal { try DurableFile.create(at: link, [2]) } == .exists)
        #expect(try directory.names == ["link"])
    }

    @Test func aDirectoryOfTheSameNameIsKept() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("folder")
        try DurableFile.createDirectory(path)
        #expect(try refusal { try DurableFile.create(at: path, [2]) } == .exists)
        #expect(try refusal { try DurableFile.create(at: path, [2], existing: .replace) } == .system(EISDIR))
        #expect(DurableFile.isDirectory(path))
        #expect(try directory.names == ["folder"])
    }

    @Test func aFileIsReplacedWhenAsked() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("old")
        try write([1, 1, 1], to: path, mode: 0o644)
        try DurableFile.create(at: path, [2], existing: .replace)
        #expect(try contents(of: path) == [2])
        #expect(try mode(of: path) == S_IFREG | 0o600)
        try DurableFile.create(at: directory.file("new"), [3], existing: .replace)
        #expect(try directory.names == ["old", "new"])
    }

    @Test func aLinkIsReplacedAndNotWhatItNames() throws {
        let directory = try TemporaryDirectory()
        let link = directory.file("link")
        try write([1], to: directory.file("target"))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: directory.file("target"))
        try DurableFile.create(at: link, [2], existing: .replace)
        #expect(try contents(of: directory.file("target")) == [1])
        #expect(try mode(of: link) == S_IFREG | 0o600)
        #expect(try contents(of: link) == [2])
    }

    @Test(arguments: [DurableFile.Existing.keep, .replace])
    func aPathThatCannotBeIsRefusedUnderItsOwnName(existing: DurableFile.Existing) throws {
        let directory = try TemporaryDirectory()
        try write([1], to: directory.file("file"))
        let longName = directory.file(String(repeating: "x", count: 300))
        let cases: [(String, FileError.Reason)] = [
            (directory.file("missing/new"), .missing), (directory.file("file/new"), .missing),
            (longName, .system(ENAMETOOLONG)), ("", .missing),
        ]
        for (path, reason) in cases {
            let error = #expect(throws: FileError.self) { try DurableFile.create(at: path, [2], existing: existing) }
            #expect(error?.reason == reason)
            #expect(error?.path == path)
        }
        #expect(try directory.names == ["file"])
    }

    /// In a process of its own, which may not write more than 10 bytes to any file.
    @Test func aWriteThatFailsHalfwayLeavesEverythingAsItWas() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            let path = directory.file("old")
            try write([1], to: path)
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 10, rlim_max: 10)
            #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
            #else
            let resource = RLIMIT_FSIZE
            #endif
            try #require(unsafe setrlimit(resource, &limit) == 0)
            let contents = [UInt8](repeating: 2, count: 100)
            let replacing = try refusal { try DurableFile.create(at: path, contents, existing: .replace) }
            try #require(replacing == .system(EFBIG))
            let creating = try refusal { try DurableFile.create(at: directory.file("new"), contents) }
            try #require(creating == .system(EFBIG))
            try #require(try directory.names == ["old"])
            try #require(try DurableFile.read(path, limit: 10) == [1])
        }
    }

    @Test func ofManyWritersOfOneNameOneWins() throws {
        for _ in 0..<20 {
            let directory = try TemporaryDirectory()
            let path = directory.file("new")
            let winners = Mutex<[UInt8]>([])
            DispatchQueue.concurrentPerform(iterations: 8) { writer in
                let writer = UInt8(writer)
                let contents = [UInt8](repeating: writer, count: 10_000)
                if (try? DurableFile.create(at: path, contents)) != nil { winners.withLock { $0.append(writer) } }
            }
            let writers = winners.withLock { $0 }
            #expect(writers.count == 1)
            let winner = try #require(writers.first)
            #expect(try contents(of: path) == [UInt8](repeating: winner, count: 10_000))
            #expect(try directory.names == ["new"])
        }
    }

    @Test func aReaderMeetsTheOldFileOrTheNewOne() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("file")
        try DurableFile.create(at: path, [UInt8](repeating: 0, count: 5000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in UInt8(1)..<40 {
                    let contents = [UInt8](repeating: round, count: 5000 + Int(round))
                    try DurableFile.create(at: path, contents, existing: .replace)
                }
            }
            group.addTask {
                var last: UInt8 = 0
                while last < 39, !Task.isCancelled {
                    let bytes = try DurableFile.read(path, limit: 10_000)
                    let round = try #require(bytes.first)
                    try #require(bytes == [UInt8](repeating: round, count: 5000 + Int(round)))
                    try #require(round >= last)
                    last = round
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aNeighbourOfATemporaryNameIsNotTouched() throws {
        let directory = try TemporaryDirectory()
        try write([1], to: directory.file(".new.tmp"))
        try write([2], to: directory.file(".new.\(getpid()).tmp"))
        try DurableFile.create(at: directory.file("new"), [3])
        #expect(try directory.names == ["new", ".new.tmp", ".new.\(getpid()).tmp"])
    }

    @Test func aFileThatSomebodyElseFillsAppearsAsAWhole() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("new")
        try DurableFile.create(at: path) { temporary in
            #expect(try mode(of: temporary) == S_IFREG | 0o600)
            try write([1, 2, 3], to: temporary)
            #expect(!DurableFile.isPresent(path))
        }
        #expect(try contents(of: path) == [1, 2, 3])
        #expect(try directory.names == ["new"])
        #expect(try refusal { try DurableFile.create(at: path) { _ in } } == .exists)
    }

    @Test func aFileWhoseFillingFailsIsNotThere() throws {
        struct Failure: Error {}
        let directory = try TemporaryDirectory()
        let path = directory.file("new")
        #expect(throws: Failure.self) {
            try DurableFile.create(at: path) { temporary in
                try write([1, 2, 3], to: temporary)
                throw Failure()
            }
        }
        // Somebody else was faster.
        let reason = try refusal {
            try DurableFile.create(at: path) { _ in try write([4], to: path) }
        }
        #expect(reason == .exists)
        #expect(try contents(of: path) == [4])
        #expect(try directory.names == ["new"])
    }

    // MARK: - Directories

    @Test func aDirectoryIsCreatedWithThoseAboveItForItsOwnerAlone() throws {
        let directory = try TemporaryDirectory()
        try DurableFile.createDirectory(directory.file("a/b/c"))
        for path in ["a", "a/b", "a/b/c"] {
            #expect(try mode(of: directory.file(path)) == S_IFDIR | 0o700)
            #expect(try DurableFile.accessOfOthers(toDirectoryOf: directory.file("\(path)/file")) == 0)
        }
        try DurableFile.createDirectory(directory.file("a//d/"))
        #expect(DurableFile.isDirectory(directory.file("a/d")))
    }

    @Test func aDirectoryThatIsThereStaysAsItIs() throws {
        let directory = try TemporaryDirectory()
        #expect(unsafe chmod(directory.path, 0o755) == 0)
        try write([1], to: directory.file("file"))
        try DurableFile.createDirectory(directory.path)
        try DurableFile.createDirectory("")
        try DurableFile.createDirectory("/")
        #expect(try mode(of: directory.path) == S_IFDIR | 0o755)
        #expect(try directory.names == ["file"])
    }

    @Test func noDirectoryIsCreatedWhereAFileIs() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("file")
        try write([1], to: path)
        #expect(try refusal { try DurableFile.createDirectory(path) } == .exists)
        #expect(try refusal { try DurableFile.createDirectory("\(path)/below") } == .exists)
        #expect(try contents(of: path) == [1])
    }
}
