import KeyHierarchy
import Testing

@Suite struct KeyStoreLawTests {
    @Test(arguments: KeyStoreLaw.all, StoreKind.allCases)
    func everyStoreKeeps(_ law: KeyStoreLaw, _ kind: StoreKind) async throws {
        try await kind.withStore(law.check)
    }
}
