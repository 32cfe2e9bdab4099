/// What stands between two `GO` of a script.
public struct ScriptBatch: Sendable, Hashable {
    /// The text in UTF-8, line feeds included. In place of a line with a command there is an empty one, so that lines
    /// count.
    public var utf8: [UInt8]

    /// The line of the script on which the batch begins, from 1.
    public var line: Int

    /// How many times the batch is sent: the number behind `GO`, or 1. It is not sent at all where that is 0.
    public var count: Int

    /// The text.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// Creates a batch.
    ///
    /// - Parameters:
    ///   - utf8: The text in UTF-8.
    ///   - line: The line of the script on which the batch begins, from 1.
    ///   - count: How many times the batch is sent.
    public init(utf8: [UInt8], line: Int, count: Int = 1) {
        self.utf8 = utf8
        self.line = line
        self.count = count
    }
}
