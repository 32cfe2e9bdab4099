/// Who asks for an operation.
public struct Principal: Hashable, Sendable, CustomStringConvertible {
    /// The name of the login.
    public let name: String

    /// Creates a principal with the name of a login.
    ///
    /// - Parameter name: The name, such as "sa". Names compare exactly.
    public init(name: String) {
        self.name = name
    }

    /// The instance itself, which starts on nobody's behalf.
    static let instance = Principal(name: "instance")

    /// The system administrator.
    public static let systemAdministrator = Principal(name: "sa")

    /// The name of the login.
    public var description: String {
        name
    }
}
