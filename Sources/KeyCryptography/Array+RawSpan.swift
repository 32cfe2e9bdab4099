extension [UInt8] {
    /// Calls `body` with the bytes as a span, as ``SecretBytes/withBytes(_:)`` does, so that one reader serves both.
    @inlinable
    package func withRawSpan<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Not `withUnsafeBytes`, which does not carry the type of the error.
        try body(unsafe span.bytes)
    }
}
