/// What an operation did, or, in a ``Plan``, what it would do.
public struct ChangeReport: Hashable, Sendable {
    /// A secret, and its name for a person.
    public struct Entry: Hashable, Sendable {
        /// Which secret it is.
        public let key: KeyIdentifier
        /// Such as "master key of database Sales" or "certificate 'Cards' of database Sales".
        public let name: String
        /// What becomes of it, in a sentence.
        public let consequence: String
    }

    /// The secrets that are encrypted again, under the new key. Their names are
    /// ``EncryptionHierarchy/names(of:)``'s: there may be a million of them.
    public internal(set) var rewrapped = KeyIdentifiers()
    /// The secrets that nothing opens any more. What ``LossTolerance/force`` has given up comes back when the key that it is
    /// under is restored.
    public internal(set) var lost: [Entry] = []
    /// The keys that one of their protectors no longer opens, and others still do.
    public internal(set) var noLongerOpens: [Entry] = []
    /// The passwords that go with the old key: regenerating and restoring put the given one in the place of all others.
    public internal(set) var replacedPasswords: [Entry] = []
    /// The keys of which nothing that is left to open them was ever proved to: each is a guess. No loss yet, and worth a try
    /// with ``Session/checkProtector(_:of:password:)`` before it is relied on.
    public internal(set) var unproved: [Entry] = []
    /// What SQL Server says beside its success: severity 10.
    public internal(set) var messages: [SQLServerMessage] = []

    init(noLongerOpens: [Entry] = [], messages: [SQLServerMessage] = []) {
        self.messages = messages
        self.noLongerOpens = noLongerOpens
    }

    /// Warns when what is left to open a key was never proved. Where passwords are left, one of them must have been: they are
    /// what is there when a key above is not.
    mutating func warn(aboutWhatIsLeft remaining: [KeyEncryption], of key: KeyIdentifier, name: String) {
        let passwords = remaining.filter { $0.protector == .password }
        let relied = passwords.isEmpty ? remaining : passwords
        guard !relied.contains(where: { $0.lastProved != nil }) else { return }
        let labels = relied.map { "'\($0.label)'" }.joined(separator: ", ")
        unproved.append(
            Entry(
                key: key, name: name,
                consequence: passwords.isEmpty
                    ? "Nothing that is left has ever opened it: \(labels). Check it before you rely on it."
                    : "None of the passwords that are left has ever opened it: \(labels). Check one before you rely on it."
            ))
    }

    /// Whether nothing is lost and every protector that is left opens what it opened before.
    public var losesNothing: Bool {
        lost.isEmpty && noLongerOpens.isEmpty
    }
}
