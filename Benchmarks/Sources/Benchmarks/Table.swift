/// The table of results, as it stands in `Documentation/Performance.md`.
struct Table {
    private var rows: [[String]] = [
        ["Work", "Ours", "Floor", "Ratio", "Bound"],
        ["---", "---:", "---:", "---:", "---:"],
    ]

    /// Adds a row of a figure beside its floor.
    mutating func add(_ work: String, _ pairs: Pairs, per count: Int = 1, bound: Double? = nil) {
        add(
            work, ours: duration(pairs.ours / Double(count)), floor: duration(pairs.floor / Double(count)),
            ratio: decimal(pairs.ratio, 2), bound: bound.map { "≤ \(decimal($0, 2))" } ?? "")
    }

    /// Adds a row of any figures.
    mutating func add(_ work: String, ours: String, floor: String = "", ratio: String = "", bound: String) {
        rows.append([work, ours, floor, ratio, bound])
    }

    func print() {
        for row in rows { Swift.print("| " + row.joined(separator: " | ") + " |") }
    }
}

/// A time in nanoseconds, for a person.
func duration(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<10_000: "\(decimal(nanoseconds, 0)) ns"
    case ..<10_000_000: "\(decimal(nanoseconds / 1e3, 0)) µs"
    case ..<10_000_000_000: "\(decimal(nanoseconds / 1e6, 0)) ms"
    default: "\(decimal(nanoseconds / 1e9, 1)) s"
    }
}

/// A number with some digits behind the point.
func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = Int((value * scale).rounded())
    guard digits > 0 else { return String(scaled) }
    let text = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return (scaled < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
}
