/// Bytes of a script that have not been read, and the number of the line that was read last.
struct ScriptInput {
    private var bytes: [UInt8] = []
    private var offset = 0
    /// Up to where no line feed was found.
    private var searched = 0
    private(set) var line = 0
    private var decoder = ScriptDecoder()
    private(set) var isFinished = false

    /// Whether all lines were read.
    var isExhausted: Bool {
        isFinished && offset == bytes.count
    }

    /// How many bytes were not read.
    var unreadCount: Int {
        bytes.count - offset
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        if offset > 0 {
            bytes.removeFirst(offset)
            searched -= offset
            offset = 0
        }
        bytes.append(contentsOf: decoder.decode(more))
    }

    /// Says that nothing follows.
    mutating func finish() {
        bytes.append(contentsOf: decoder.finish())
        isFinished = true
    }

    /// Ends the last line, which may have no line feed.
    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Reads a line with its line feed; at the end of a finished script, without.
    mutating func nextLine() -> ArraySlice<UInt8>? {
        searched = max(searched, offset)
        let end: Int
        if let lineFeed = bytes.lineFeed(from: searched) {
            end = lineFeed + 1
        } else {
            searched = bytes.count
            guard isFinished, offset < bytes.count else {
                return nil
            }
            end = bytes.count
        }
        defer {
            offset = end
            line += 1
        }
        return bytes[offset..<end]
    }
}

extension [UInt8] {
    fileprivate func lineFeed(from start: Int) -> Int? {
        let offset = unsafe withUnsafeBufferPointer { bytes in
            unsafe SourceText(bytes).offset(of: UInt8(ascii: "\n"), from: start)
        }
        return offset < count ? offset : nil
    }
}
