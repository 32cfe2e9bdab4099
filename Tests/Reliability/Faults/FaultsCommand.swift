import ArgumentParser
import Backup
import CFaultySystem
import Foundation
import KeyHierarchy
import SQLiteKeyStore

/// Lets the system refuse every single call of every operation, and lets the disk run full for real.
struct FaultsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract: "Lets each system call of each operation fail once, and fills the disk; checks what is left.")

    @Option(help: "Try one of so many faults; 1 tries all.") var stride = 1

    func run() async throws {
        let bench = try await FaultBench()
        defer { bench.remove() }
        try await strikeEveryCall(on: bench)
        try await fillDisk(on: bench)
        try await limitFileSize(on: bench)
        try await writeWhereNothingMayBeWritten(on: bench)
    }

    // MARK: System calls

    private func strikeEveryCall(on bench: FaultBench) async throws {
        guard faulty_system_is_available() else { return print("System calls cannot be struck on this platform.") }
        var number = 0
        for fault in SystemFault.allCases {
            var tally = FaultTally()
            for name in Facts.stepNames {
                let calls = try await strike(fault, at: 0, name, on: bench).calls
                guard calls > 0 else { throw Violation("\(name) makes no system call that is seen.") }
                for position in 1...calls {
                    number += 1
                    guard number.isMultiple(of: stride) else { continue }
                    let result = try await strike(fault, at: position, name, on: bench)
                    if let error = result.error, fault.mustBeOvercome(by: name) {
                        throw Violation("\(name) gave up at call \(position) after \(fault): \(error)")
                    }
                    tally.count(name, result.error, result.outcome)
                }
            }
            print("\(fault): \(tally)")
        }
    }

    private func strike(
        _ fault: SystemFault,
        at position: Int,
        _ name: String,
        on bench: FaultBench
    ) async throws -> (calls: Int, error: (any Error)?, outcome: CrashCheck.Outcome) {
        let directory = Place.temporary().directory
        var calls = 0
        do {
            let (error, outcome) = try await bench.attempt(name, in: directory) { step in
                let (count, error) = await fault.strike(at: position, in: directory, step)
                calls = count
                return error
            }
            return (calls, error, outcome)
        } catch {
            throw Violation("\(name), \(fault) at call \(position): \(error)")
        }
    }

    // MARK: The disk

    /// Carries every step out with so little room, and a page more each time until it succeeds.
    private func fillDisk(on bench: FaultBench) async throws {
        let disk = Place.temporary().directory
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: disk) }
        guard let mount = try? SmallDisk(at: disk) else {
            return print("A small disk: not allowed here; a limit on the size of files stands for it.")
        }
        defer { mount.unmount() }
        var tally = FaultTally()
        for name in Facts.stepNames {
            var room = 0
            while true {
                let directory = disk.appending(path: "place")
                let (error, outcome) = try await bench.attempt(name, in: directory) { step in
                    try mount.leave(pages: room)
                    do {
                        try await step()
                        return nil
                    } catch {
                        return error
                    }
                } recover: {
                    try mount.clear()
                }
                tally.count(name, error, outcome)
                guard let error else { break }
                room += stride
                guard room < 400 else { throw Violation("\(name) does not succeed with 400 free pages: \(error)") }
            }
        }
        print("a disk without room, a page more each time: \(tally)")
    }

    private func limitFileSize(on bench: FaultBench) async throws {
        var tally = FaultTally()
        for name in Facts.stepNames {
            var limit = 0
            while true {
                let (error, outcome) = try await bench.attempt(name, in: Place.temporary().directory) { step in
                    try FileSizeLimit.set(limit)
                    defer { try? FileSizeLimit.set(nil) }
                    do {
                        try await step()
                        return nil
                    } catch {
                        return error
                    }
                }
                tally.count(name, error, outcome)
                if error == nil { break }
                limit += 4096 * stride
                guard limit < 4 << 20 else { throw Violation("\(name) does not succeed with files of 4 MiB.") }
            }
        }
        print("a limit on the size of files, a page more each time: \(tally)")
    }

    /// A directory in which nothing can be written: whoever tries is told so by code, and nothing changes.
    private func writeWhereNothingMayBeWritten(on bench: FaultBench) async throws {
        let disk = Place.temporary().directory
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: disk) }
        guard let mount = try? SmallDisk(at: disk) else {
            return print("A disk for reading only: not allowed here.")
        }
        defer { mount.unmount() }
        let place = Place(disk.appending(path: "place"))
        try await place.create(databases: 3)
        let before = try await Facts.observe(place)
        try mount.setReadOnly(true)
        let attempts: [(String, () async throws -> Void)] = [
            ("an operation", { try await Step.createDatabase(0).perform(in: place, on: place.start()) }),
            ("creating a store", { _ = try Place(place.backups).openStore(.create) }),
            ("creating a machine key", { try Place(place.backups).createMachineKey() }),
            ("a backup", { try await place.backup(0).write([1, 2, 3]) }),
        ]
        for (name, attempt) in attempts {
            do {
                try await attempt()
            } catch  where error is HierarchyError || error is BackupError {
                continue
            }
            throw Violation("On a disk for reading only, \(name) has succeeded.")
        }
        try mount.setReadOnly(false)
        guard try await Facts.observe(place) == before else { throw Violation("A disk for reading only has changed.") }
        print("a disk for reading only: \(attempts.count) attempts refused by code, nothing changed")
    }
}
