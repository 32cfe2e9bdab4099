/// Protects the service master key: the one secret of an instance that no other key can protect.
///
/// SQL Server asks Windows (DPAPI) twice, for the machine and for the service account. Implement this protocol to put
/// the root elsewhere: a hardware module, a key management service, a secret of the platform.
///
/// An implementation must give:
/// - what ``seal(_:context:)`` returned, ``open(_:context:)`` opens, in this process and in later ones, as long as the
///   thing that protects exists;
/// - with another context, or with a changed byte, it throws;
/// - it keeps no copy of the key.
public protocol RootProtector: Sendable {
    /// The part that this protector plays. An instance has one protector of each name.
    var name: RootProtectorName { get }

    /// Returns the key, encrypted.
    ///
    /// - Parameters:
    ///   - key: 16 or 32 bytes.
    ///   - context: Bytes that the result must be bound to (associated data); at most some hundred.
    func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8]

    /// Returns the key that `sealed` holds.
    ///
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
