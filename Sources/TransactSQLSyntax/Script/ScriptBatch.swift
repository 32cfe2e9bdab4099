/// What stands between two `GO` of a script.
public struct ScriptBatch: Sendable, Hashable {
    /// The text in UTF-8, line feeds included, without the lines of commands.
    public var utf8: [UInt8]

    /// Where its lines stand in the script.
    public var lines: ScriptLines

    /// How many times the batch is sent: the number behind `GO`, or 1. It is not sent at all where that is 0.
    public var count: Int

    /// The line of the script on which the batch begins, from 1.
    public var line: Int {
        lines.fileLine(of: 1)
    }

    /// The text.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// Creates a batch.
    ///
    /// - Parameters:
    ///   - utf8: The text in UTF-8.
    ///   - lines: Where its lines stand in the script.
    ///   - count: How many times the batch is sent.
    public init(utf8: [UInt8], lines: ScriptLines, count: Int = 1) {
        self.utf8 = utf8
        self.lines = lines
        self.count = count
    }
}
