import KeyHierarchy
import KeyHierarchyTesting
import XCTest

/// The same from XCTest.
final class KeyStoreLawXCTests: XCTestCase {
    private var count = 0

    func testTheStoreInMemory() async throws {
        try await KeyStoreLaw.checkAll {
            count += 1
            return InMemoryKeyStore()
        }
        XCTAssertGreaterThanOrEqual(count, KeyStoreLaw.all.count)
    }

    @MainActor
    func testOnTheMainActor() async throws {
        for law in KeyStoreLaw.all.prefix(3) {
            try await law.check { InMemoryKeyStore() }
        }
    }
}
