import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds out what a diagram shows: which databases have the same shape, and what stands in each box.
struct DiagramBuilder {
    let inventory: Inventory
    let posture: Posture
    /// What everything below it depends on, alone.
    let weakAssets: Set<Asset>
    let unreachable: Set<KeyIdentifier>

    /// How many names of keys stand in a box.
    private static let shownNames = 3
    /// How many backups of a key are shown.
    private static let shownBackups = 3
    /// How many ways into a key are shown.
    private static let shownWays = 6
    /// How many sorts of keys under a master key are shown.
    private static let shownBranches = 20
    /// Keys may encrypt each other in a circle.
    private static let maximumDepth = 4

    init(_ analysis: RecoveryAnalysis, _ posture: Posture, _ weaknesses: [Weakness]) {
        inventory = analysis.inventory
        self.posture = posture
        weakAssets = Set(weaknesses.filter { $0.assets.count == 1 }.flatMap(\.assets))
        unreachable = Set(analysis.unreachableKeys.map(\.id))
    }

    // MARK: Groups

    /// The groups of databases: `master` first, then those where most is amiss, then by their numbers.
    func groups() -> [DatabaseGroup] {
        var members: [DatabaseShape: [DatabaseIdentifier]] = [:]
        var order: [DatabaseShape] = []
        var keysByDatabase: [DatabaseIdentifier: [Inventory.Key]] = [:]
        for key in inventory.keys where key.id != .serviceMasterKey && key.isSecret {
            keysByDatabase[key.id.database, default: []].append(key)
        }
        for database in inventory.databases {
            let keys = keysByDatabase[database.id] ?? []
            // The system databases are always there: only those with keys are worth a box.
            guard !keys.isEmpty || !database.id.isSystem else { continue }
            let shape = shape(of: database, keys)
            if members[shape] == nil { order.append(shape) }
            members[shape, default: []].append(database.id)
        }
        let groups = order.map { shape in
            let ids = members[shape] ?? []
            return (
                isMaster: ids.contains(.master),
                group: group(ids, keys: ids.flatMap { keysByDatabase[$0] ?? [] }, isEncrypted: shape.isEncrypted)
            )
        }
        return groups.enumerated().sorted { first, second in
            if first.element.isMaster != second.element.isMaster { return first.element.isMaster }
            let marks = (first.element.group.mark, second.element.group.mark)
            return marks.0 == marks.1 ? first.offset < second.offset : marks.0 > marks.1
        }.map(\.element.group)
    }

    private func group(_ ids: [DatabaseIdentifier], keys: [Inventory.Key], isEncrypted: Bool) -> DatabaseGroup {
        let masterKeys = keys.filter { $0.id.kind == .databaseMasterKey }
        var branches: [KeyShape: [Inventory.Key]] = [:]
        for key in keys where key.id.kind != .databaseMasterKey { branches[shape(of: key), default: []].append(key) }
        let sorted = branches.sorted { $0.value[0].id < $1.value[0].id }.map { (shape: $0.key, keys: $0.value) }
        let ordered = inTreeOrder(sorted)
        return DatabaseGroup(
            names: ids.map { inventory.name(of: $0).onOneLine }, isEncrypted: isEncrypted,
            masterKey: masterKeys.isEmpty ? nil : key("master key", masterKeys),
            branches: Array(ordered.prefix(Self.shownBranches)),
            furtherBranches: max(0, ordered.count - Self.shownBranches))
    }

    /// What opens something comes before it, and nothing that it does not open between the two.
    private func inTreeOrder(_ branches: [(shape: KeyShape, keys: [Inventory.Key])]) -> [DiagramBranch] {
        var owners: [KeyIdentifier: Int] = [:]
        for (index, branch) in branches.enumerated() { for key in branch.keys { owners[key.id] = index } }
        let parents = branches.map { branch in keyAbove(branch.keys[0]).flatMap { owners[$0.id] } }
        var children: [Int: [Int]] = [:]
        for (index, parent) in parents.enumerated() { if let parent { children[parent, default: []].append(index) } }
        var ordered: [DiagramBranch] = []
        var isDone = [Bool](repeating: false, count: branches.count)
        func add(_ index: Int, below parent: Int?, depth: Int) {
            guard !isDone[index] else { return }
            isDone[index] = true
            let position = ordered.count
            ordered.append(branch(branches[index].shape, branches[index].keys, parent: parent, depth: depth))
            // What is deeper is shown at the end: a chain may be as long as somebody has made it.
            guard depth < Self.maximumDepth else { return }
            for child in children[index] ?? [] { add(child, below: position, depth: depth + 1) }
        }
        for index in branches.indices where parents[index] == nil { add(index, below: nil, depth: 0) }
        // What opens each other in a circle is below nothing else.
        for index in branches.indices { add(index, below: nil, depth: 0) }
        return ordered
    }

    // MARK: Shapes

    private func shape(of database: Inventory.Database, _ keys: [Inventory.Key]) -> DatabaseShape {
        let masterKey = keys.first { $0.id.kind == .databaseMasterKey }
        return DatabaseShape(
            isEncrypted: database.isEncrypted, masterKey: masterKey.map(shape(of:)),
            branches: Set(keys.filter { $0.id.kind != .databaseMasterKey }.map(shape(of:))))
    }

    private func shape(of key: Inventory.Key) -> KeyShape {
        KeyShape(
            kind: key.id.kind, ways: key.encryptions.map { shape(of: $0, into: key) }, depth: depth(of: key),
            isReachable: !unreachable.contains(key.id), shortfalls: posture.key(key.id)?.shortfalls.map(\.kind),
            hasBackup: !key.presentBackups.isEmpty,
            hasOutdatedBackup: key.backups.contains { $0.fingerprint != key.fingerprint })
    }

    private func shape(of encryption: Inventory.Encryption, into key: Inventory.Key) -> WayShape {
        let opener: WayShape.Opener
        switch encryption.protector {
        case .root(let name): opener = .root(name)
        case .key(let id):
            opener = id.database == key.id.database ? .key(id.kind) : .foreignKey(id.kind, id.database)
        case .password: opener = .password(label(of: encryption))
        }
        return WayShape(opener: opener, isProved: encryption.lastProved != nil, isWeak: isWeak(encryption, into: key))
    }

    private func isWeak(_ encryption: Inventory.Encryption, into key: Inventory.Key) -> Bool {
        switch encryption.protector {
        case .root(let name): return weakAssets.contains(.rootProtector(name))
        case .password:
            let id = KeyEncryption.Identifier(key: key.id, slot: encryption.slot)
            return weakAssets.contains(.password(of: id, labelled: encryption.label))
        case .key: return false
        }
    }

    private func label(of encryption: Inventory.Encryption) -> String? {
        Asset.isPlace(encryption.label) ? encryption.label : nil
    }

    /// How many keys of the same database lie above a key, its master key not counted.
    private func depth(of key: Inventory.Key) -> Int {
        var depth = 0
        var present = key
        while depth < Self.maximumDepth, let next = keyAbove(present) {
            depth += 1
            present = next
        }
        return depth
    }

    /// The first key of the same database, other than its master key, that opens a key.
    private func keyAbove(_ key: Inventory.Key) -> Inventory.Key? {
        for encryption in key.encryptions {
            guard case .key(let id) = encryption.protector, id.database == key.id.database,
                id.kind != .databaseMasterKey, id.kind != .serviceMasterKey
            else { continue }
            return inventory.key(id)
        }
        return nil
    }

    // MARK: Boxes

    /// One key, or one of each database of a group.
    func key(_ title: String, _ keys: [Inventory.Key]) -> DiagramKey {
        let first = keys[0]
        let ways = first.encryptions.indices.prefix(Self.shownWays).map { index in
            way(keys.compactMap { index < $0.encryptions.count ? $0.encryptions[index] : nil }, into: first)
        }
        let shown = keys.count == 1 ? backups(of: first) : [commonBackup(of: keys)].compactMap { $0 }
        return DiagramKey(
            title: keys.count == 1 ? title : "\(keys.count) \(title)s", mark: mark(of: first),
            remarks: remarks(of: first), ways: ways,
            furtherWays: first.encryptions.count - ways.count, backups: Array(shown.prefix(Self.shownBackups)),
            furtherBackups: max(0, shown.count - Self.shownBackups),
            isUnderServiceMasterKey: first.encryptions.contains { $0.protector == .key(.serviceMasterKey) })
    }

    private func branch(
        _ shape: KeyShape,
        _ keys: [Inventory.Key],
        parent: Int?,
        depth: Int
    ) -> DiagramBranch {
        let first = keys[0]
        // What has no name of its own is called after its database.
        var seen = Set<String>()
        let names =
            first.id.kind == .databaseEncryptionKey
            ? [] : keys.map(\.name.onOneLine).filter { seen.insert($0).inserted }
        var shown = Array(names.prefix(Self.shownNames))
        if names.count > shown.count { shown.append("…") }
        let openings = Set(keys.map(opening(of:)))
        return DiagramBranch(
            text: "\(keys.count) \(first.id.kind.noun)\(keys.count == 1 ? "" : "s")", names: shown,
            opening: openings.count == 1 ? openings.first ?? "" : generalOpening(shape), depth: depth, parent: parent,
            isUnderMasterKey: shape.ways.contains { $0.opener == .key(.databaseMasterKey) }, mark: mark(of: first),
            remarks: remarks(of: first))
    }

    /// What opens a key, each by its name.
    private func opening(of key: Inventory.Key) -> String {
        if key.encryptions.isEmpty { return "not in the store" }
        let ways = key.encryptions.map { encryption -> String in
            guard case .key(let id) = encryption.protector else { return text(of: encryption) }
            let title = id.kind == .databaseMasterKey ? "master key" : text(of: encryption)
            return id.database == key.id.database || id.kind == .serviceMasterKey
                ? title : "\(title) of \(inventory.name(of: id.database).onOneLine)"
        }
        return "by " + ways.joined(separator: ", or ")
    }

    /// What opens keys of one shape, by the kinds of it.
    private func generalOpening(_ shape: KeyShape) -> String {
        let ways = shape.ways.map { way in
            switch way.opener {
            case .root(let name): name.rawValue.onOneLine
            case .key(let kind): kind == .databaseMasterKey ? "master key" : "a \(kind.noun)"
            case .foreignKey(let kind, let database): "a \(kind.noun) of \(inventory.name(of: database).onOneLine)"
            case .password(let label): label.map { "password '\($0.onOneLine)'" } ?? "a password"
            }
        }
        return "by " + ways.joined(separator: ", or ")
    }

    /// What opens a key, without an article where it has a name.
    private func text(of encryption: Inventory.Encryption) -> String {
        if encryption.protector == .password, label(of: encryption) == nil { return "a password" }
        return String(inventory.name(of: encryption).trimmingPrefix("the ")).onOneLine
    }

    private func way(_ encryptions: [Inventory.Encryption], into key: Inventory.Key) -> DiagramKey.Way {
        let first = encryptions[0]
        let proofs = encryptions.compactMap(\.lastProved)
        var note = "never proved"
        if proofs.count == encryptions.count, let oldest = proofs.min() {
            let age = inventory.time.timeIntervalSince(oldest).inWords
            note = encryptions.count > 1 ? "all proved, the first \(age) ago" : "proved \(age) ago"
        }
        let isWeak = isWeak(first, into: key)
        if isWeak { note += ", single point of failure" }
        return DiagramKey.Way(
            text: text(of: first), note: note, mark: isWeak ? .weak : proofs.isEmpty ? .lacking : .inOrder)
    }

    private func mark(of key: Inventory.Key) -> Mark {
        if unreachable.contains(key.id) { return .weak }
        guard let found = posture.key(key.id) else { return .neutral }
        return found.shortfalls.isEmpty ? .inOrder : .lacking
    }

    private func remarks(of key: Inventory.Key) -> [String] {
        (unreachable.contains(key.id) ? ["nothing opens it any more"] : [])
            + (posture.key(key.id)?.shortfalls.map(\.kind.summary) ?? [])
    }

    // MARK: Backups

    private func backups(of key: Inventory.Key) -> [DiagramKey.Backup] {
        let present = key.presentBackups
        let outdated = key.backups.filter { $0.fingerprint != key.fingerprint }
        return present.map { backup in
            let isWeak = weakAssets.contains(.backup(place: backup.place))
            let age = inventory.time.timeIntervalSince(backup.verified)
            var note = "\(backup.isCopy ? "copy, " : "")verified \(age.inWords) ago"
            let labels = backup.passwords.map(\.label).filter(Asset.isPlace)
            if !labels.isEmpty { note += ", opens with " + labels.map { "'\($0.onOneLine)'" }.joined(separator: ", ") }
            if isWeak { note = "single point of failure, " + note }
            let isStale = age > posture.maximumAge.timeInterval
            return DiagramKey.Backup(
                place: backup.place.onOneLine, note: note, mark: isWeak ? .weak : isStale ? .lacking : .inOrder)
        }
            + outdated.map {
                DiagramKey.Backup(place: $0.place.onOneLine, note: "holds an older key", mark: .lacking)
            }
    }

    /// What is to be said of the backups of many keys.
    private func commonBackup(of keys: [Inventory.Key]) -> DiagramKey.Backup? {
        guard let example = keys.lazy.flatMap(\.presentBackups).first else { return nil }
        let oldest = keys.compactMap { $0.presentBackups.map(\.verified).max() }.min() ?? example.verified
        let fewest = keys.map { Set($0.presentBackups.map(\.path)).count }.min() ?? 0
        let age = inventory.time.timeIntervalSince(oldest)
        let places = fewest == 1 ? "one place each" : "at least \(fewest) places each"
        return DiagramKey.Backup(
            place: "such as \(example.place.onOneLine)", note: "\(places), verified \(age.inWords) ago or later",
            mark: age > posture.maximumAge.timeInterval ? .lacking : .inOrder)
    }
}

extension Shortfall.Kind {
    /// What is lacking, in a few words.
    var summary: String {
        switch self {
        case .noBackup: "no verified backup"
        case .outdatedBackup: "backups hold an older key"
        case .staleBackup: "backup not verified lately"
        case .noCopy: "no copy of the backup"
        case .tooFewProtectors: "too few ways in"
        case .closed: "nothing opens it"
        case .unprovedProtectors: "ways in not proved"
        case .expiry: "expired, or soon will have"
        }
    }
}
