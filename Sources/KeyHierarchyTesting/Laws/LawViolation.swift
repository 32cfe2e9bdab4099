/// A law that an implementation does not keep: thrown by ``KeyStoreLaw`` and ``RootProtectorLaw``, and reported as a
/// failure by Swift Testing and XCTest alike.
///
/// It carries no secret: the records and keys that the laws work with are their own.
public struct LawViolation: Error, CustomStringConvertible {
    /// The law, as a sentence: its name.
    public let law: String
    /// What the law expected.
    public let expected: String
    /// What came instead.
    public let found: String
    /// The error that the implementation threw where it must not, if that is how the law was broken.
    public let cause: (any Error)?

    /// The law, what it expected, and what came.
    public var description: String {
        "This law is broken: \(law).\nExpected: \(expected)\nFound: \(found)"
    }
}
