extension OID: CustomStringConvertible {
    /// The dotted form; arcs beyond 64 bits are shown as `?`.
    package var description: String {
        var arcs: [UInt64?] = []
        var arc: UInt64? = 0
        for byte in contents {
            arc = arc.flatMap { $0 >> 57 == 0 ? $0 << 7 | UInt64(byte & 0x7F) : nil }
            if byte & 0x80 == 0 {
                arcs.append(arc)
                arc = 0
            }
        }
        guard let first = arcs.first else { return "an empty object identifier" }
        let root = first.map { min($0 / 40, 2) }
        let second = first.flatMap { first in root.map { first - $0 * 40 } }
        return ([root, second] + arcs.dropFirst()).map { $0.map { String($0) } ?? "?" }.joined(separator: ".")
    }
}
