/// Where something stands in the text of its batch.
///
/// A location is a remark on a tree and no part of it: any two are equal, so that two trees are equal when they say
/// the same, wherever they were read.
public struct SourceLocation: Sendable {
    /// The line, from 1, counted from the first line of the batch, as SQL Server's error messages count.
    public var line: UInt32

    /// The distance from the beginning of the batch, in bytes of UTF-8.
    public var offset: UInt32

    /// Creates a location.
    ///
    /// - Parameters:
    ///   - line: The line, from 1.
    ///   - offset: The distance from the beginning of the batch, in bytes of UTF-8.
    public init(line: UInt32 = 1, offset: UInt32 = 0) {
        self.line = line
        self.offset = offset
    }
}

extension SourceLocation: Hashable {
    /// Returns `true`: a location takes no part in the equality of trees.
    public static func == (left: SourceLocation, right: SourceLocation) -> Bool {
        true
    }

    /// Adds nothing, as any two locations are equal.
    public func hash(into hasher: inout Hasher) {}
}
