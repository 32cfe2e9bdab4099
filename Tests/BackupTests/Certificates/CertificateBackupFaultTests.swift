import Foundation
import KeyHierarchy
import Synchronization
import Testing

@testable import Backup

/// Whatever fails while a certificate and its private key are written, both files are there or neither.
@Suite(.enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."))
struct CertificateBackupFaultTests {
    @Test(arguments: [0, 1], FaultyMedium.Fault.allCases)
    func bothFilesAreThereOrNeither(position: Int, fault: FaultyMedium.Fault) async throws {
        let bench = try await CertificateBench()
        let media = (0...1).map { FaultyMedium("file \($0)", fault: $0 == position ? fault : nil) }
        let error = try await #require(throws: BackupError.self) { try await bench.backUp(to: media[0], media[1]) }
        #expect(error.code == fault.code)
        #expect(media.map(\.contents) == [nil, nil])
        #expect(try await bench.facts.privateKeyBackup == nil)
        #expect(error.sqlServer?.number == (fault.code == .mediumFailed ? 15240 : nil))
    }

    @Test(arguments: FaultyMedium.Fault.allCases)
    func aPFXIsThereOrNot(fault: FaultyMedium.Fault) async throws {
        let bench = try await CertificateBench()
        let medium = FaultyMedium("file", fault: fault)
        let error = try await #require(throws: BackupError.self) {
            try await bench.session.backUpCertificate(
                "Cards", in: "Sales", toPFX: medium, under: Instance.password)
        }
        #expect(error.code == fault.code)
        #expect(medium.contents == nil)
        #expect(try await bench.facts.privateKeyBackup == nil)
    }

    @Test func aFileThatCannotBeTakenBackIsNamed() async throws {
        let bench = try await CertificateBench()
        let first = MediumWithoutTakingBack(place: "tape 7")
        let error = try await #require(throws: BackupError.self) { try await bench.backUp(to: first, FailingToWrite()) }
        #expect(error.code == .mediumFailed && error.sqlServer?.number == 15240)
        #expect(error.message.contains("tape 7"))
        #expect(error.cause is FailingMedium.Offline)
    }

    @Test func aMediumThatFailsHasNothingToTakeBack() async throws {
        let bench = try await CertificateBench()
        let error = try await #require(throws: BackupError.self) {
            try await bench.backUp(to: FailingToWrite(), MemoryBackupMedium())
        }
        #expect(error.code == .mediumFailed && !error.message.contains("removed"))
    }

    @Test(arguments: [0, 1])
    func whatIsThereIsKept(position: Int) async throws {
        let bench = try await CertificateBench()
        let media = (0...1).map { MemoryBackupMedium(contents: $0 == position ? [1, 2, 3] : nil) }
        let error = try await #require(throws: BackupError.self) { try await bench.backUp(to: media[0], media[1]) }
        #expect(error.code == .exists && error.sqlServer?.number == 15240)
        #expect(media.map(\.contents) == (position == 0 ? [[1, 2, 3], nil] : [nil, [1, 2, 3]]))
    }

    @Test func whatComesInTheWayIsKept() async throws {
        let bench = try await CertificateBench()
        let first = MemoryBackupMedium()
        let second = MediumOfTwo(place: "shared") { [9, 9, 9] }
        let error = try await #require(throws: BackupError.self) { try await bench.backUp(to: first, second) }
        #expect(error.code == .exists)
        #expect(first.contents == nil && second.contents == [9, 9, 9])
    }

    @Test func onePlaceDoesNotTakeBoth() async throws {
        let directory = try TemporaryDirectory()
        let bench = try await CertificateBench()
        let file = BackupFile(directory.file("cards"))
        let error = try await #require(throws: BackupError.self) { try await bench.backUp(to: file, file) }
        #expect(error.code == .exists)
        #expect(try directory.names == [])
    }

    /// What is replaced could not be brought back when the other file fails.
    @Test func nothingIsReplacedAlsoWhereTheMediumWould() async throws {
        let directory = try TemporaryDirectory()
        let bench = try await CertificateBench()
        let backup = try await bench.instance.serviceMasterKeyFile()
        try await BackupFile(directory.file("smk.pem")).write(backup)
        let replacing = BackupFile(directory.file("smk.pem"), existing: .replace)
        for operation in [
            { try await bench.session.backUpCertificate("Cards", in: "Sales", to: replacing) },
            { try await bench.backUp(to: MemoryBackupMedium(), replacing) },
        ] {
            let error = try await #require(throws: BackupError.self) { _ = try await operation() }
            #expect(error.code == .exists)
        }
        #expect(try await replacing.read(limit: 1 << 18) == backup)
    }

    @Test func aFileThatWasReplacedMeanwhileIsNotTakenBack() async throws {
        let directory = try TemporaryDirectory()
        let file = BackupFile(directory.file("cards.cer"))
        try await file.write([1, 2, 3])
        for other: [UInt8] in [[1, 2, 4], [1, 2], [1, 2, 3, 4]] {
            await #expect(throws: BackupError.self) { try await file.takeBack(other) }
        }
        #expect(try directory.names == ["cards.cer"])
        try await file.takeBack([1, 2, 3])
        #expect(try directory.names == [])
        // Nothing is there any more: that is what was asked for.
        try await file.takeBack([1, 2, 3])
    }

    @Test func aCancelledBackupLeavesNothing() async throws {
        let bench = try await CertificateBench()
        let first = MemoryBackupMedium()
        let second = MediumOfTwo(place: "slow") {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            throw CancellationError()
        }
        let task = Task { try await bench.backUp(to: first, second) }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(first.contents == nil && second.contents == nil)
    }
}

/// A medium on which one thing fails.
final class FaultyMedium: BackupMedium {
    enum Fault: CaseIterable, Sendable {
        case looking, writing, writingHalf, readingBack, losing, damaging

        var code: BackupError.Code {
            switch self {
            case .looking, .writing, .writingHalf, .readingBack: .mediumFailed
            case .losing, .damaging: .notVerified
            }
        }
    }

    struct Broken: Error {}

    let place: String
    private let fault: Fault?
    private let stored = Mutex<(isWritten: Bool, contents: [UInt8]?)>((false, nil))

    init(_ place: String, fault: Fault?) {
        self.place = place
        self.fault = fault
    }

    var contents: [UInt8]? { stored.withLock { $0.contents } }

    func write(_ contents: [UInt8]) async throws {
        switch fault {
        case .writing: throw Broken()
        // Against the law of media, and what a network does all the same: it is there, and the answer is lost.
        case .writingHalf:
            stored.withLock { $0 = (true, contents) }
            throw Broken()
        case .losing: stored.withLock { $0 = (true, nil) }
        case .damaging: stored.withLock { $0 = (true, contents.flipping(bit: 9)) }
        default: stored.withLock { $0 = (true, contents) }
        }
    }

    func read(limit: Int) async throws -> [UInt8] {
        let (isWritten, contents) = stored.withLock { $0 }
        if fault == (isWritten ? .readingBack : .looking) { throw Broken() }
        guard let contents else { throw BackupError.missing(place) }
        return contents
    }

    func takeBack(_ contents: [UInt8]) async throws {
        // It knows that nobody else writes here.
        stored.withLock { $0.contents = nil }
    }
}

/// A medium of before there was taking back.
struct MediumWithoutTakingBack: BackupMedium {
    let place: String
    private let stored = MemoryBackupMedium()

    init(place: String) {
        self.place = place
    }

    func write(_ contents: [UInt8]) async throws { try await stored.write(contents) }

    func read(limit: Int) async throws -> [UInt8] { try await stored.read(limit: limit) }
}

/// A medium that is empty, and fails when it is written to.
struct FailingToWrite: BackupMedium {
    let place = "read-only stick"

    func write(_ contents: [UInt8]) async throws { throw FailingMedium.Offline() }

    func read(limit: Int) async throws -> [UInt8] { throw BackupError.missing(place) }
}

/// A medium on which somebody else is faster.
final class MediumOfTwo: BackupMedium {
    let place: String
    private let stored = MemoryBackupMedium()
    private let other: @Sendable () throws -> [UInt8]

    init(place: String, other: @escaping @Sendable () throws -> [UInt8]) {
        self.place = place
        self.other = other
    }

    var contents: [UInt8]? { stored.contents }

    func write(_ contents: [UInt8]) async throws {
        try await stored.write(try other())
        try await stored.write(contents)
    }

    func read(limit: Int) async throws -> [UInt8] { try await stored.read(limit: limit) }

    func takeBack(_ contents: [UInt8]) async throws { try await stored.takeBack(contents) }
}
