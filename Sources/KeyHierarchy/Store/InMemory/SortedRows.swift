/// Rows in ascending order of their identifiers.
///
/// The identifiers lie apart from the rest: a search goes through them alone.
struct SortedRows<ID: Comparable & Sendable, Row: Sendable>: Sendable {
    private(set) var ids: [ID] = []
    private var rows: [Row] = []

    var indices: Range<Int> {
        ids.indices
    }

    subscript(index: Int) -> Row {
        _read { yield rows[index] }
        _modify { yield &rows[index] }
    }

    /// The row with an identifier. Setting it adds, replaces or removes the row.
    subscript(id: ID) -> Row? {
        get {
            index(of: id).map { rows[$0] }
        }
        set {
            switch (index(of: id), newValue) {
            case (let index?, let row?): rows[index] = row
            case (let index?, nil): remove(at: index)
            case (nil, let row?): insert(row, id: id, at: firstIndex(notBelow: id))
            case (nil, nil): break
            }
        }
    }

    /// Where the row with an identifier is.
    func index(of id: ID) -> Int? {
        let index = firstIndex(notBelow: id)
        return index < ids.count && ids[index] == id ? index : nil
    }

    /// Where the row with an identifier is, which may well be one of the next behind `hint`.
    func index(of id: ID, after hint: Int) -> Int? {
        ids.indices.dropFirst(hint).prefix(4).first { ids[$0] == id } ?? index(of: id)
    }

    /// The first row whose identifier is not below `id`: where it is, or where it belongs.
    func firstIndex(notBelow id: ID) -> Int {
        // What comes last is added most of the time.
        if let last = ids.last, last < id { return ids.count }
        return count { $0 < id }
    }

    /// The number of rows at the beginning for which `precedes` holds; it holds for none behind those.
    func count(while precedes: (ID) -> Bool) -> Int {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(ids[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds a row at the index where it belongs.
    mutating func insert(_ row: Row, id: ID, at index: Int) {
        ids.insert(id, at: index)
        rows.insert(row, at: index)
    }

    @discardableResult
    mutating func remove(at index: Int) -> Row {
        ids.remove(at: index)
        return rows.remove(at: index)
    }

    /// Gives back the memory that was taken for rows to come.
    mutating func trim() {
        ids.trim()
        rows.trim()
    }

    /// A value that a row near an index has, and that fits: sharing it saves the memory for another.
    func shared<Value>(_ property: (Row) -> Value, near index: Int, where fits: (Value) -> Bool) -> Value? {
        for neighbour in max(0, index - 8)..<min(rows.count, index + 8) {
            let value = property(rows[neighbour])
            if fits(value) { return value }
        }
        return nil
    }
}

extension Array {
    /// Gives back the memory that was taken for elements to come.
    mutating func trim() {
        // `map` takes exactly what it needs.
        if capacity > count { self = map(\.self) }
    }
}
