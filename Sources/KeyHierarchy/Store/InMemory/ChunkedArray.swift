/// An array in chunks. A copy that is changed shares all chunks with its original but the changed ones.
///
/// What an operation changes costs time and memory for that alone, however much there is; and the state before it is
/// still there, for readers and for going back.
struct ChunkedArray<Element> {
    private var chunks: [[Element]] = []

    /// The number of elements in a chunk; the last one may have fewer.
    private static var chunkSize: Int { 64 }

    /// The number of elements.
    private(set) var count = 0

    init() {}

    init(_ elements: some Sequence<Element>) {
        for element in elements { append(element) }
    }

    subscript(index: Int) -> Element {
        _read { yield chunks[index / Self.chunkSize][index % Self.chunkSize] }
        _modify { yield &chunks[index / Self.chunkSize][index % Self.chunkSize] }
    }

    /// The elements from an index on.
    func suffix(from start: Int) -> some Sequence<Element> {
        (start..<max(start, count)).lazy.map { self[$0] }
    }

    mutating func append(_ element: Element) {
        if count % Self.chunkSize == 0 { chunks.append([]) }
        chunks[chunks.count - 1].append(element)
        count += 1
    }
}

extension ChunkedArray: Sendable where Element: Sendable {}
