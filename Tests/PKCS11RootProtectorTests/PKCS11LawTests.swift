#if PKCS11
import KeyHierarchyTesting
import PKCS11RootProtector
import Testing

@Suite("The laws of root protectors, kept by a token", .enabled(if: SoftHSM.isInstalled))
struct PKCS11LawTests {
    @Test(arguments: RootProtectorLaw.all + RootProtectorLaw.durable)
    func areKeptBySoftHSM(_ law: RootProtectorLaw) async throws {
        let key = try SoftHSM.newKey("law")
        try await TokenKey.create(key, pin: SoftHSM.pin)
        try await law.check {
            PKCS11RootProtector(key, pin: SoftHSM.pin)
        } remake: { _ in
            PKCS11RootProtector(key, pin: SoftHSM.pin)
        }
    }
}
#endif
