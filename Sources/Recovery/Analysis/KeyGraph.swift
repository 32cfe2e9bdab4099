import KeyHierarchy

/// What has to be there for what: an inventory as a graph.
///
/// A *goal* is a key, or data that is encrypted under one. It has *ways*; one of them is enough. A way has *needs*, which are
/// assets and other goals; all of them have to be there. A key of a database that is in the store has a way for each of its
/// encryptions, and every backup of a key is a way for each password of the backup.
///
/// Goals, ways and needs are numbers in a few long arrays: an instance may have a million keys.
struct KeyGraph: Sendable {
    /// What a goal is.
    enum Goal: Hashable, Sendable {
        /// A key, by its index in the inventory.
        case key(Int)
        /// A certificate where it is, without its backups, by its index in the inventory. A private key that has a password
        /// cannot be replaced while a symmetric key is under it, so its backups do not open that. One under a master key can:
        /// once that is replaced, it counts for none.
        case inPlace(Int)
        /// What is in an encrypted database, by the index of the database in the inventory.
        case data(Int)
        /// The backups of an encrypted database. They need the certificate alone, on whatever server.
        case databaseBackups(Int)
    }

    /// A goal, 0 and up, or an asset, -1 and down.
    typealias Need = Int32

    let inventory: Inventory
    private(set) var goals: [Goal] = []
    private(set) var assets: [Asset] = []
    private var assetIndices: [Asset: Int32] = [:]

    /// The ways of goal `i` are `firstWays[i]..<firstWays[i + 1]`.
    private var firstWays: [Int32] = [0]
    /// The needs of way `i` are `needs[firstNeeds[i]..<firstNeeds[i + 1]]`.
    private var firstNeeds: [Int32] = [0]
    private var needs: [Need] = []
    /// The backup that a way goes through, by its index in the inventory's key; -1 for an encryption in the store.
    private var backupIndices: [Int32] = []
    /// The goals of certificates in their place, by their indices in the inventory: of those with a password and backups.
    private var inPlaceGoals: [Int: Int] = [:]
    /// The goal of each way.
    private var goalsOfWays: [Int32] = []
    /// The ways that need goal `i` are `users[firstUsers[i]..<firstUsers[i + 1]]`.
    private var firstUsers: [Int32] = []
    private var users: [Int32] = []

    init(_ inventory: Inventory) {
        self.inventory = inventory
        let backedUp = inventory.keys.indices.filter { index in
            let key = inventory.keys[index]
            return key.id.kind == .certificate && key.isUnderPassword && !key.presentBackups.isEmpty
        }
        for (number, index) in backedUp.enumerated() { inPlaceGoals[index] = inventory.keys.count + number }
        for index in inventory.keys.indices { addKey(index) }
        for index in backedUp {
            begin(.inPlace(index))
            addEncryptions(of: inventory.keys[index])
        }
        for index in inventory.databases.indices where inventory.databases[index].isEncrypted { addDatabase(index) }
        indexUsers()
    }

    func index(of asset: Asset) -> Int? {
        assetIndices[asset].map(Int.init)
    }

    func ways(of goal: Int) -> Range<Int> {
        Int(firstWays[goal])..<Int(firstWays[goal + 1])
    }

    func needs(of way: Int) -> ArraySlice<Need> {
        needs[Int(firstNeeds[way])..<Int(firstNeeds[way + 1])]
    }

    /// The ways that need a goal.
    func users(of goal: Int) -> ArraySlice<Int32> {
        users[Int(firstUsers[goal])..<Int(firstUsers[goal + 1])]
    }

    func goal(of way: Int) -> Int {
        Int(goalsOfWays[way])
    }

    var wayCount: Int {
        goalsOfWays.count
    }

    /// The backup that a way goes through; `nil` for an encryption in the store.
    func backup(of way: Int) -> BackupRecord? {
        guard backupIndices[way] >= 0, case .key(let key) = goals[goal(of: way)] else { return nil }
        return inventory.keys[key].backups[Int(backupIndices[way])]
    }

    func isBackup(_ way: Int) -> Bool {
        backupIndices[way] >= 0
    }

    /// The goal of a certificate in its place, which is another one than that of the certificate where that has backups.
    func goalInPlace(of index: Int) -> Int {
        inPlaceGoals[index] ?? index
    }

    // MARK: Building

    private mutating func addKey(_ index: Int) {
        let key = inventory.keys[index]
        begin(.key(index))
        addEncryptions(of: key)
        for (number, backup) in key.backups.enumerated() where backup.fingerprint == key.fingerprint {
            // What a receipt tells of under the path of one that is known here may be the same file.
            let isKnownHere = backup.isReported && key.backups.contains { $0.place == backup.path }
            let place = asset(.backup(place: isKnownHere ? backup.path : backup.place))
            for password in Asset.passwords(of: backup) {
                addWay([place, asset(password)], backup: number)
            }
        }
    }

    private mutating func addEncryptions(of key: Inventory.Key) {
        let home = [asset(.store), asset(.database(key.id.database))]
        for encryption in key.encryptions {
            switch encryption.protector {
            case .root(let name):
                addWay(home + [asset(.rootProtector(name))])
            case .key(let id):
                // One that is not there opens nothing.
                guard let protector = indexOfKey(id) else { continue }
                addWay(home + [Need(key.id.kind == .symmetricKey ? goalInPlace(of: protector) : protector)])
            case .password:
                let id = KeyEncryption.Identifier(key: key.id, slot: encryption.slot)
                addWay(home + [asset(.password(of: id, labelled: encryption.label))])
            }
        }
    }

    private mutating func addDatabase(_ index: Int) {
        let id = inventory.databases[index].id
        guard let key = indexOfKey(.databaseEncryptionKey(of: id)) else { return }
        begin(.data(index))
        addWay([asset(.database(id)), Need(key)])
        begin(.databaseBackups(index))
        for encryption in inventory.keys[key].encryptions {
            guard case .key(let owner) = encryption.protector, let certificate = indexOfKey(owner) else { continue }
            addWay([Need(certificate)])
        }
    }

    private mutating func begin(_ goal: Goal) {
        goals.append(goal)
        firstWays.append(firstWays[firstWays.count - 1])
    }

    private mutating func addWay(_ requirements: [Need], backup: Int = -1) {
        needs += requirements
        firstNeeds.append(Int32(needs.count))
        backupIndices.append(Int32(backup))
        goalsOfWays.append(Int32(goals.count - 1))
        firstWays[goals.count] += 1
    }

    private mutating func asset(_ asset: Asset) -> Need {
        if let index = assetIndices[asset] { return -1 - index }
        let index = Int32(assets.count)
        assets.append(asset)
        assetIndices[asset] = index
        return -1 - index
    }

    /// The index of a key, which is that of its goal: the goals of keys come first.
    func indexOfKey(_ id: KeyIdentifier) -> Int? {
        let index = inventory.keys.partitioningIndex { $0.id >= id }
        return index < inventory.keys.count && inventory.keys[index].id == id ? index : nil
    }

    private mutating func indexUsers() {
        var counts = [Int32](repeating: 0, count: goals.count + 1)
        for need in needs where need >= 0 { counts[Int(need) + 1] += 1 }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        firstUsers = counts
        users = [Int32](repeating: 0, count: Int(counts[goals.count]))
        for way in 0..<wayCount {
            for need in needs(of: way) where need >= 0 {
                users[Int(counts[Int(need)])] = Int32(way)
                counts[Int(need)] += 1
            }
        }
    }
}

extension Asset {
    /// What is lost with the password of an encryption.
    static func password(of id: KeyEncryption.Identifier, labelled label: String) -> Asset {
        isPlace(label) ? .password(label: label) : .keyPassword(id)
    }

    /// What is lost with the passwords of a backup, one for each. Where they are not known there is one all the same.
    static func passwords(of backup: BackupRecord) -> [Asset] {
        guard !backup.passwords.isEmpty else { return [.backupPassword("of \(backup.place)")] }
        return backup.passwords.map { isPlace($0.label) ? .password(label: $0.label) : .backupPassword($0.id) }
    }
}
