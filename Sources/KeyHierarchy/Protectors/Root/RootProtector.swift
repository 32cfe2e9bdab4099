/// Protects the service master key: the one secret of an instance that no other key can protect.
///
/// SQL Server asks Windows (DPAPI) twice, for the machine and for the service account. Implement this protocol to put
/// the root elsewhere: a hardware module, a key management service, a secret of the platform.
///
/// An implementation must give:
/// - what ``seal(_:context:)`` returned, ``open(_:context:)`` opens, in this process and in later ones, as long as the
///   thing that protects exists;
/// - with another context, with a changed byte, or with bytes that it has not sealed, it throws, and does not trap;
/// - two seals of one key differ, and none shows the key; a seal has at most 8,192 bytes, which is what a store keeps;
/// - several tasks may seal and open at once;
/// - it keeps no copy of the key.
///
/// The product `KeyHierarchyTesting` has all but the last as tests that an implementation can be put to:
/// `RootProtectorLaw`.
public protocol RootProtector: Sendable {
    /// The part that this protector plays. An instance has one protector of each name.
    var name: RootProtectorName { get }

    /// Returns the key, encrypted.
    ///
    /// - Parameters:
    ///   - key: 16 or 32 bytes.
    ///   - context: Bytes that the result must be bound to (associated data): one to 500.
    /// - Returns: At most 8,192 bytes, which only this protector opens.
    /// - Throws: Any error when it cannot. What was to be protected then fails with the code `rootProtectorFailed`, and
    ///   nothing has changed.
    func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8]

    /// Returns the key that `sealed` holds.
    ///
    /// - Parameters:
    ///   - sealed: What ``seal(_:context:)`` returned, if nobody has changed it.
    ///   - context: The bytes that it was bound to.
    /// - Returns: The key, 16 or 32 bytes.
    /// - Throws: Any error when it does not open; the hierarchy then tries its other protectors.
    func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes
}

extension [any RootProtector] {
    /// Stops a program that gives no protector, or two of one name.
    func requireDistinct() {
        precondition(!isEmpty, "A hierarchy needs a root protector.")
        precondition(Set(map(\.name)).count == count, "Two root protectors have the same name.")
    }
}
