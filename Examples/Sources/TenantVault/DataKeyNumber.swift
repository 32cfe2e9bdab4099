/// Which of a tenant's data keys is meant: 1, 2 and so on. A sealed record names the one that it was sealed under.
struct DataKeyNumber: Hashable, Comparable, Sendable {
    let rawValue: UInt32

    static let first = DataKeyNumber(rawValue: 1)

    private static let prefix = "data key "

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Returns the number of the data key that a credential is, or `nil` when it is something else.
    init?(credential name: String) {
        guard name.hasPrefix(Self.prefix), let number = UInt32(name.dropFirst(Self.prefix.count)) else { return nil }
        rawValue = number
    }

    /// The credential that keeps it.
    var credential: String {
        "\(Self.prefix)\(rawValue)"
    }

    var next: DataKeyNumber {
        DataKeyNumber(rawValue: rawValue + 1)
    }

    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
