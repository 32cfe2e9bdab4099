extension Batch {
    /// Reads the text of a batch.
    ///
    /// The time is proportional to the length of the text. A batch with an error has no statements at all, as for
    /// SQL Server, and only the first error is reported.
    ///
    /// - Parameters:
    ///   - text: The text, without the `GO` that ends it.
    ///   - options: What the reading depends on beside the text.
    /// - Throws: The first error, with the number, severity and state of SQL Server's message.
    public init(parsing text: String, options: ParsingOptions = ParsingOptions()) throws(SyntaxError) {
        try self.init(parsing: text.utf8.span, options: options)
    }

    /// Reads the text of a batch, which is encoded in UTF-8.
    ///
    /// - Parameters:
    ///   - text: The bytes, without the `GO` that ends the batch and without a byte order mark.
    ///   - options: What the reading depends on beside the text.
    /// - Throws: The first error, with the number, severity and state of SQL Server's message. A text of 4 GiB or more is
    ///   refused with 191.
    public init(parsing text: Span<UInt8>, options: ParsingOptions = ParsingOptions()) throws(SyntaxError) {
        self = try Self.parse(text, options) { batch, _ in batch }
    }

    /// Reads the text of a batch, and which names stand in double quotation marks in it: they may be meant as strings,
    /// and be secrets then.
    ///
    /// - Parameters:
    ///   - text: The bytes, as for ``init(parsing:options:)``.
    ///   - options: What the reading depends on beside the text.
    /// - Throws: As ``init(parsing:options:)``.
    package static func read(
        _ text: Span<UInt8>,
        options: ParsingOptions
    ) throws(SyntaxError) -> (batch: Batch, namesInQuotationMarks: Set<String>) {
        try parse(text, options) { batch, parser in (batch, parser.namesInQuotationMarks) }
    }

    /// Reads a text, and calls `result` with what was read and the parser, which lives no longer than that.
    private static func parse<Result>(
        _ text: Span<UInt8>,
        _ options: ParsingOptions,
        _ result: (Batch, Parser) -> Result
    ) throws(SyntaxError) -> Result {
        try unsafe text.withUnsafeBufferPointer { bytes throws(SyntaxError) in
            let source = unsafe SourceText(bytes)
            guard source.count < UInt32.max else {
                throw SyntaxError(.tooDeep, at: 0, line: 1, of: source)
            }
            var parser = Parser(source, options: options)
            let batch = Batch(try parser.batch())
            return result(batch, parser)
        }
    }
}
