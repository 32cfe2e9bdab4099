package import KeyHierarchy

extension Session {
    /// Takes the inventory of the instance and says what its keys lack, with what an inventory alone does not tell:
    /// whether the service master key opens by the root protectors that are here.
    ///
    /// Whoever checks an instance, draws it or reports on it takes both from here, so that none says otherwise than
    /// another.
    ///
    /// - Parameter maximumAge: The greatest age of a verification that counts.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `sessionClosed`,
    ///   `corrupted`; what the store throws.
    package func examine(
        maximumAge: Duration = Posture.defaultMaximumAge
    ) async throws -> (inventory: Inventory, posture: Posture) {
        let present = try await inventory()
        let opensRoot = try await serviceMasterKey().isReadable
        return (present, Posture(of: present, maximumAge: maximumAge, opensRoot: opensRoot))
    }
}
