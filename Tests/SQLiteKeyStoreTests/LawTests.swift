#if SQLite
import KeyHierarchyTesting
import SQLiteKeyStore
import Testing

@Suite struct LawTests {
    @Test(arguments: KeyStoreLaw.all + KeyStoreLaw.durable + KeyStoreLaw.shared)
    func theStoreKeeps(_ law: KeyStoreLaw) async throws {
        let directory = try TemporaryDirectory()
        var count = 0
        try await law.check {
            count += 1
            return try SQLiteKeyStore(path: directory.file("\(count).db"), access: .create)
        } reopen: { store in
            try SQLiteKeyStore(path: store.path)
        }
    }
}
#endif
