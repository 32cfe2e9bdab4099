import Foundation
import KeyHierarchyTesting

/// A step that was carried out while all calls were recorded that change a file, to be carried out again on disks whose
/// power fails.
struct RecordedStep {
    let name: String
    /// How many calls the step itself has made.
    var callCount: Int { calls.count - start }

    /// What was there before all calls.
    private let disk: Disk
    private let directories: [String]
    private let calls: [DiskCall]
    /// How many of the calls were made before the step began.
    private let start: Int
    private let check: CrashCheck
    private let began: [CrashReport]
    private let done: CrashReport

    init(_ name: String, on bench: FaultBench) async throws {
        self.name = name
        let place = try bench.copy(to: Place.temporary().directory)
        defer { place.remove() }
        check = try await CrashCheck(place)
        disk = try Disk(place.directory)
        DiskCall.record(in: place.directory)
        defer { DiskCall.stopRecording() }
        let (hierarchy, step, reports) = try await bench.prepare(name, in: place)
        began = reports
        start = DiskCall.recorded.count
        try await step.perform(in: place, on: hierarchy)
        calls = DiskCall.recorded
        done = try await .done(step, in: hierarchy)
        directories = try FileManager.default.subpathsOfDirectory(atPath: place.directory.path).filter {
            try place.directory.appending(path: $0).resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
        }
        try requireComplete(in: place.directory)
    }

    /// A call that was not recorded would be one that no disk loses.
    private func requireComplete(in directory: URL) throws {
        var disk = disk
        for call in calls { try disk.perform(call) }
        var generator = SplitMix64(seed: 0)
        let expected = disk.files(after: .everythingIsKept, using: &generator).filter(Self.isRecorded)
        let found = try Disk(directory).files(after: .everythingIsKept, using: &generator).filter(Self.isRecorded)
        guard expected == found else { throw Violation("A call of \(name) was not recorded.") }
    }

    /// SQLite writes its index of the log through a mapping, and makes it anew when it opens a store.
    private static func isRecorded(_ name: String, _: [UInt8]) -> Bool {
        !name.hasSuffix("-shm")
    }

    /// Lets the power fail after each call of the step, and at last when it is done, and checks what is left each time.
    ///
    /// - Parameters:
    ///   - samples: How often it fails at each place so that every change has a fate of its own.
    ///   - stride: After one of how many calls.
    ///   - whenDoneOnly: Whether it fails at the last of these places only.
    ///   - isObeyed: Whether the disk does what a call demands.
    ///   - count: Called with what was left of the step on each disk, and whether it had been done.
    func losePower(
        samples: Int,
        stride: Int = 1,
        whenDoneOnly: Bool = false,
        obeying isObeyed: (DiskCall) -> Bool = { _ in true },
        using generator: inout SplitMix64,
        count: (_ outcome: CrashCheck.Outcome, _ isDone: Bool) -> Void = { _, _ in }
    ) async throws {
        var disk = disk
        for position in 0...calls.count {
            let isDone = position == calls.count
            var seen: Set<[String: [UInt8]]> = []
            let isChosen = (position - start).isMultiple(of: stride) && !whenDoneOnly
            if position >= start, isDone || isChosen {
                for loss in PowerLoss.allCases + repeatElement(.someIsLost, count: samples) {
                    let files = disk.files(after: loss, using: &generator).filter(Self.isRecorded)
                    guard seen.insert(files).inserted else { continue }
                    count(try await check(files, after: loss, isDone: isDone), isDone)
                }
            }
            if !isDone, isObeyed(calls[position]) { try disk.perform(calls[position]) }
        }
    }

    private func check(
        _ files: [String: [UInt8]],
        after loss: PowerLoss,
        isDone: Bool
    ) async throws -> CrashCheck.Outcome {
        let place = Place.temporary()
        defer { place.remove() }
        try write(files, to: place.directory)
        var check = check
        check.place = place
        do {
            return try await check.check(isDone ? began + [done] : began).outcome
        } catch {
            throw Violation("\(name)\(isDone ? ", done" : ""), \(loss): \(error)")
        }
    }

    private func write(_ files: [String: [UInt8]], to directory: URL) throws {
        let manager = FileManager.default
        for path in [""] + directories {
            try manager.createDirectory(
                at: directory.appending(path: path), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        for (path, bytes) in files {
            let isCreated = manager.createFile(
                atPath: directory.appending(path: path).path, contents: Data(bytes),
                attributes: [.posixPermissions: 0o600])
            guard isCreated else { throw Violation("\(path) cannot be written.") }
        }
    }
}
