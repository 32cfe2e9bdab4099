import KeyCryptography

extension OID {
    /// Encodes arcs, of which there must be at least two (X.690 section 8.19).
    init(_ arcs: UInt64...) {
        var bytes: [UInt8] = []
        for arc in [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2) {
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes += groups.reversed()
        }
        self.init(contents: bytes)
    }
}
