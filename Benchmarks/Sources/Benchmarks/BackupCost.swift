import Backup
import KeyHierarchy
import KeyHierarchyTesting

/// Backing up and verifying in memory, without the cost that is meant to be: the derivation of the password's key.
enum BackupCost {
    static func measure(into table: inout Table) async throws {
        let instance = try await TestInstance()
        let password: BackupPassword = "9-Small-Otters-Swim"
        var backingUp: [Double] = []
        var verifying: [Double] = []
        for _ in 0..<101 {
            let backup = MemoryBackupMedium()
            backingUp.append(
                try await time {
                    try await instance.session.backUpServiceMasterKey(
                        to: backup, under: password, derivation: .insecureForTesting)
                })
            verifying.append(
                try await time {
                    let proof = try await instance.session.verify(backup, password: password.password)
                    guard proof.isCurrent == true else { throw NotCurrent() }
                })
        }
        table.add(
            "Back up a key in memory, but for the derivation", ours: duration(median(backingUp)), bound: "< 1 ms")
        table.add(
            "Verify that backup, but for the derivation", ours: duration(median(verifying)), bound: "< 1 ms")
    }

    struct NotCurrent: Error {}
}
