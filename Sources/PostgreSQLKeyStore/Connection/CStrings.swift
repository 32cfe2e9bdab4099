#if PostgreSQL
/// Strings as a C function takes a list of them: addresses, with a null one behind the last.
enum CStrings {
    static func withPointers<Result>(
        to strings: [String],
        _ body: ([UnsafePointer<CChar>?]) throws -> Result
    ) rethrows -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for string in strings {
            starts.append(bytes.count)
            bytes += string.utf8CString
        }
        return try unsafe bytes.withUnsafeBufferPointer { buffer in
            try unsafe body(starts.map { unsafe buffer.baseAddress?.advanced(by: $0) } + [nil])
        }
    }
}
#endif
