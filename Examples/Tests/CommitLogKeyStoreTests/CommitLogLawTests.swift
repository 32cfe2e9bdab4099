import CommitLogKeyStore
import KeyHierarchyTesting
import TemporaryDirectories
import Testing

/// The promises of every key store: the kit's, as they are.
struct CommitLogLawTests {
    @Test(arguments: KeyStoreLaw.all + KeyStoreLaw.durable + KeyStoreLaw.shared)
    func theStoreKeeps(_ law: KeyStoreLaw) async throws {
        let directory = try TemporaryDirectory()
        var count = 0
        try await law.check {
            count += 1
            return try await CommitLogKeyStore(path: directory.file("store \(count)"))
        } reopen: { store in
            try await CommitLogKeyStore(path: store.path)
        }
    }
}
