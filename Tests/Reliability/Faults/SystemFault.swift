import CFaultySystem
import Foundation

/// What the system does to one call that changes a file.
enum SystemFault: CaseIterable {
    /// A signal came: EINTR, once.
    case interruption
    /// A write that writes half.
    case shortWrite
    /// The disk fails once: EIO.
    case ioError
    /// The disk is full from then on: ENOSPC.
    case fullDisk

    /// Whether a step must succeed all the same.
    ///
    /// Every write goes on where it was cut. What a signal interrupts is done again where it is ours to do; SQLite does
    /// not do so when it forces its log onto the disk, and then the operation fails.
    func mustBeOvercome(by step: String) -> Bool {
        switch self {
        case .shortWrite: true
        case .interruption:
            [
                "createMachineKey", "backUpServiceMasterKey", "backUpMasterKey", "replaceBackup", "backUpSymmetricKey",
                "backUpCertificate",
            ].contains(step)
        case .ioError, .fullDisk: false
        }
    }

    /// Carries something out while the call at a position is struck.
    ///
    /// - Parameters:
    ///   - position: Which call, from 1; 0 for none.
    ///   - directory: Only calls on what is in it count.
    /// - Returns: How many calls were made, and the error that `operation` threw.
    func strike(
        at position: Int,
        in directory: URL,
        _ operation: () async throws -> Void
    ) async -> (calls: Int, error: (any Error)?) {
        let path = directory.resolvingSymlinksInPath().path
        switch self {
        case .interruption: unsafe faulty_system_arm(path, position, faulty_system_fails_once, EINTR)
        case .shortWrite: unsafe faulty_system_arm(path, position, faulty_system_is_short, 0)
        case .ioError: unsafe faulty_system_arm(path, position, faulty_system_fails_once, EIO)
        case .fullDisk: unsafe faulty_system_arm(path, position, faulty_system_fails_from_then_on, ENOSPC)
        }
        do {
            try await operation()
            return (faulty_system_disarm(), nil)
        } catch {
            return (faulty_system_disarm(), error)
        }
    }
}
