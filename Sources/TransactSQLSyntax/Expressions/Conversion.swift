/// `CAST(value AS type)` or `CONVERT(type, value [, style])`.
public struct Conversion: Sendable, Hashable {
    /// The way in which a conversion is written.
    @nonexhaustive
    public enum Form: UInt8, Sendable, Hashable {
        /// `CAST(value AS type)`.
        case cast

        /// `CONVERT(type, value [, style])`.
        case convert
    }

    /// The way in which it is written.
    public var form: Form

    /// Whether a value that cannot be converted gives `NULL`, not an error: whether the name begins with `TRY_`.
    public var isTry: Bool

    /// The value.
    public var value: Expression

    /// The type that the value is converted to.
    public var type: DataType

    /// How a date, a number or bytes are written or read; only `CONVERT` has one.
    public var style: Expression?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - form: The way in which it is written.
    ///   - isTry: Whether a value that cannot be converted gives `NULL`, not an error.
    ///   - value: The value.
    ///   - type: The type that the value is converted to.
    ///   - style: How a date, a number or bytes are written or read.
    public init(form: Form, isTry: Bool = false, value: Expression, type: DataType, style: Expression? = nil) {
        self.form = form
        self.isTry = isTry
        self.value = value
        self.type = type
        self.style = style
    }
}
