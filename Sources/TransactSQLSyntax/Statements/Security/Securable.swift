/// Something that permissions are granted on, that has an owner, or that is signed.
public struct Securable: Sendable, Hashable {
    /// The words before `::`, in capitals, such as `OBJECT` or `SYMMETRIC KEY`; none where they are left out.
    public var securableClass: String?

    /// The name.
    public var name: QualifiedName

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - securableClass: The words before `::`, in capitals, such as `OBJECT` or `SYMMETRIC KEY`.
    ///   - name: The name.
    public init(securableClass: String? = nil, name: QualifiedName) {
        self.securableClass = securableClass
        self.name = name
    }
}
