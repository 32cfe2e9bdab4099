import DurableFiles
import Foundation
import KeyCryptography
import Testing

struct DurableFileReadingTests {
    @Test(arguments: [0, 1, 4096, 2_000_000])
    func aFileIsReadWhole(count: Int) throws {
        let directory = try TemporaryDirectory()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try write(bytes, to: directory.file("file"))
        #expect(try DurableFile.read(directory.file("file"), limit: .max) == bytes)
        let secret = try DurableFile.readSecret(directory.file("file"), limit: count, requiresPrivacy: true)
        #expect(unsafe secret.withUnsafeBytes { unsafe Array($0) } == bytes)
    }

    @Test(arguments: [(0, 0, true), (10, 10, true), (10, 9, false), (1, 0, false)])
    func aFileIsReadUpToTheLimit(count: Int, limit: Int, fits: Bool) throws {
        let directory = try TemporaryDirectory()
        try write([UInt8](repeating: 1, count: count), to: directory.file("file"))
        let reason = try refusal { _ = try DurableFile.read(directory.file("file"), limit: limit) }
        #expect(reason == (fits ? nil : .tooLarge(limit: limit)))
    }

    @Test func anEnormousFileIsRefusedBeforeItIsRead() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("sparse")
        try write([], to: path)
        #expect(unsafe truncate(path, 1 << 40) == 0)
        #expect(try refusal { _ = try DurableFile.read(path, limit: 1 << 20) } == .tooLarge(limit: 1 << 20))
    }

    @Test func whatIsNotThereIsMissing() throws {
        let directory = try TemporaryDirectory()
        try write([1], to: directory.file("file"))
        let link = directory.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: directory.file("nowhere"))
        for path in [directory.file("nowhere"), directory.file("file/below"), link, ""] {
            let error = #expect(throws: FileError.self) { _ = try DurableFile.read(path, limit: 10) }
            #expect(error?.reason == .missing)
            #expect(error?.path == path)
        }
        #expect(!DurableFile.isPresent(directory.file("nowhere")))
    }

    /// In a process of its own, which a signal ends should it wait for somebody to write to the pipe.
    @Test func whatIsNotARegularFileIsRefusedAtOnce() async {
        await #expect(processExitsWith: .success) {
            alarm(20)
            let directory = try TemporaryDirectory()
            let pipe = directory.file("pipe")
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            for path in [directory.path, pipe, "/dev/null", "/dev/zero"] {
                try #require(try refusal { _ = try DurableFile.read(path, limit: 10) } == .notRegular)
            }
            try #require(try DurableFile.accessOfOthers(to: pipe) == 0)
        }
    }

    @Test func aLinkToAFileIsReadUnderTheRulesForTheFile() throws {
        let directory = try TemporaryDirectory()
        let link = directory.file("link")
        try write([1, 2], to: directory.file("file"), mode: 0o600)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
        #expect(try DurableFile.readSecret(link, limit: 2, requiresPrivacy: true).count == 2)
        #expect(unsafe chmod(directory.file("file"), 0o644) == 0)
        let reason = try refusal { _ = try DurableFile.readSecret(link, limit: 2, requiresPrivacy: true) }
        #expect(reason == .accessibleToOthers(mode: 0o644))
        #expect(try DurableFile.accessOfOthers(to: link) == 0o044)
    }

    @Test(arguments: [0o600, 0o400, 0o700] as [mode_t])
    func aPrivateFileIsPrivate(mode: mode_t) throws {
        let directory = try TemporaryDirectory()
        try write([1], to: directory.file("file"), mode: mode)
        #expect(try DurableFile.readSecret(directory.file("file"), limit: 1, requiresPrivacy: true).count == 1)
        #expect(try DurableFile.accessOfOthers(to: directory.file("file")) == 0)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o666, 0o777] as [mode_t])
    func aFileOpenToOthersIsReadOnlyWherePrivacyIsNotRequired(mode: mode_t) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("file")
        try write([1], to: path, mode: mode)
        let reason = try refusal { _ = try DurableFile.readSecret(path, limit: 1, requiresPrivacy: true) }
        #expect(reason == .accessibleToOthers(mode: UInt32(mode)))
        #expect(try DurableFile.readSecret(path, limit: 1).count == 1)
        #expect(try DurableFile.accessOfOthers(to: path) == UInt32(mode & 0o077))
    }

    @Test(arguments: [0o700, 0o750, 0o755, 0o777] as [mode_t])
    func theAccessOfOthersToADirectoryIsToldApart(mode: mode_t) throws {
        let directory = try TemporaryDirectory()
        #expect(unsafe chmod(directory.path, mode) == 0)
        #expect(try DurableFile.accessOfOthers(toDirectoryOf: directory.file("any")) == UInt32(mode & 0o077))
    }

    /// In a process of its own, which may have no more than 64 files open.
    @Test func noFileStaysOpen() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            #else
            let resource = RLIMIT_NOFILE
            #endif
            try #require(unsafe setrlimit(resource, &limit) == 0)
            for _ in 0..<100 {
                let path = directory.file("file")
                try DurableFile.create(at: path, [1, 2, 3], existing: .replace)
                try #require(try refusal { try DurableFile.create(at: path, [1]) } == .exists)
                try #require(try DurableFile.read(path, limit: 3) == [1, 2, 3])
                try #require(try refusal { _ = try DurableFile.read(path, limit: 2) } == .tooLarge(limit: 2))
                try #require(try refusal { _ = try DurableFile.read(directory.path, limit: 2) } == .notRegular)
            }
        }
    }
}
