/// Databases of one shape, which a diagram shows as one.
struct DatabaseGroup: Sendable {
    /// The names of all of them, in the order of their numbers.
    let names: [String]
    let isEncrypted: Bool
    let masterKey: DiagramKey?
    let branches: [DiagramBranch]
    /// How many more branches there are than those above.
    let furtherBranches: Int

    /// The worst that is in it.
    var mark: Mark {
        ([masterKey?.mark].compactMap { $0 } + (masterKey?.ways.map(\.mark) ?? []) + branches.map(\.mark)).max()
            ?? .neutral
    }

    /// The name, or the first names and how many more there are.
    var title: String {
        guard names.count > Self.shownNames + 1 else { return names.joined(separator: ", ") }
        return names.prefix(Self.shownNames).joined(separator: ", ") + " and \(names.count - Self.shownNames) more"
    }

    private static let shownNames = 3
}
