/// The type of a variable, or the target of a conversion, such as `nvarchar(30)` or `decimal(10, 2)`.
public struct DataType: Sendable, Hashable {
    /// The length or precision that follows a type's name.
    @nonexhaustive
    public enum Size: Sendable, Hashable {
        /// No size is given.
        case none

        /// `(max)`.
        case max

        /// A length, in characters, bytes or digits according to the type.
        case length(Int32)

        /// A precision and a scale, in decimal digits.
        case precision(Int32, scale: Int32)
    }

    /// The name, such as `varbinary` or `dbo.Phone`.
    public var name: QualifiedName

    /// The length or precision.
    public var size: Size

    /// The type of a variable that holds a cursor.
    public static let cursor = DataType(QualifiedName("CURSOR"))

    /// Creates a type.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - size: The length or precision.
    public init(_ name: QualifiedName, size: Size = .none) {
        self.name = name
        self.size = size
    }
}
