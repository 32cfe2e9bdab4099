/// Keys of one kind that something of the same kind opens, of one database or of many: what lies under a master key.
struct DiagramBranch: Sendable {
    /// How many there are, and of what kind: "3 symmetric keys".
    let text: String
    /// The first names; empty where keys of the kind have none of their own.
    let names: [String]
    /// What opens them: "by certificate 'Cards'".
    let opening: String
    /// How many keys lie between them and the top of their database.
    let depth: Int
    /// The branch of the same group whose keys open these, by its index, which is smaller.
    let parent: Int?
    /// Whether the master key of the database opens them.
    let isUnderMasterKey: Bool
    let mark: Mark
    let remarks: [String]

    /// What opens them, and what they lack.
    var note: String {
        ([opening] + remarks).joined(separator: "; ")
    }

    /// How many there are, and the first names.
    var title: String {
        names.isEmpty ? text : "\(text): \(names.joined(separator: ", "))"
    }
}
