import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One protector of a key.
struct ProtectorResult: Encodable {
    let slot: Int32
    /// Who can open the key, by name.
    let opener: String
    let kind: String
    let label: String
    /// How the key of a password is derived.
    let derivation: String?
    /// Whether that is below what new passwords get; absent for other protectors.
    let belowStandard: Bool?
    let created: Date
    let lastProved: Date?

    init(_ protector: KeyProtector) {
        slot = protector.slot
        opener = protector.name
        kind =
            switch protector.protector {
            case .root: "root protector"
            case .password: "password"
            case .key(let id): id.kind.noun
            }
        label = protector.label
        derivation = protector.derivation?.description
        belowStandard = protector.derivation.map { _ in protector.isBelowStandard }
        created = protector.created
        lastProved = protector.lastProved
    }

    func lines(_ style: Style) -> [String] {
        var facts = ["made \(created.formatted(.iso8601))"]
        facts.append(lastProved.map { "proved \($0.formatted(.iso8601))" } ?? "never proved")
        if let derivation { facts.append(derivation + (belowStandard == true ? ", which is below today's" : "")) }
        return ["  \(slot)  \(style.bold(opener.onOneLine))"]
            + Layout.wrapped(facts.joined(separator: "; "), after: "     ", width: 5)
    }
}

/// The protectors of keys.
struct ProtectorList: Report {
    struct Key: Encodable {
        let key: String
        let database: String?
        let protectors: [ProtectorResult]
    }

    let keys: [Key]

    init(_ protectors: [KeyProtector]) {
        var keys: [Key] = []
        var rest = protectors[...]
        while let first = rest.first {
            let own = rest.prefix { $0.key == first.key }
            rest = rest.dropFirst(own.count)
            keys.append(
                Key(
                    key: first.key.description, database: first.key.database?.description,
                    protectors: own.map(ProtectorResult.init)))
        }
        self.keys = keys
    }

    func text(_ style: Style) -> String {
        guard !keys.isEmpty else { return "There is no key that you may see." }
        return keys.flatMap { key in
            [(key.key.prefix(1).uppercased() + key.key.dropFirst()).onOneLine]
                + key.protectors.flatMap { $0.lines(style) }
        }.joined(separator: "\n")
    }
}

/// A protector that has just opened its key.
struct CheckedProtector: Report {
    let key: String
    let opens = true
    let protector: ProtectorResult

    private enum CodingKeys: String, CodingKey {
        case key, opens, protector
    }

    init(_ protector: KeyProtector) {
        key = protector.key.description
        self.protector = ProtectorResult(protector)
    }

    func text(_ style: Style) -> String {
        (["\(style.good("Opens")): this protector opens the \(key)."] + protector.lines(style)).joined(separator: "\n")
    }
}

/// The protectors that were upgraded.
struct UpgradeResult: Report {
    struct Entry: Encodable {
        let key: String
        let protector: ProtectorResult
    }

    let upgraded: [Entry]

    init(_ protectors: [KeyProtector]) {
        upgraded = protectors.map { Entry(key: $0.key.description, protector: ProtectorResult($0)) }
    }

    func text(_ style: Style) -> String {
        guard !upgraded.isEmpty else {
            return "Nothing had to be done: nothing that this password opens is below today's derivation."
        }
        return upgraded.flatMap { ["Upgraded a password of the \($0.key):"] + $0.protector.lines(style) }
            .joined(separator: "\n")
    }
}
