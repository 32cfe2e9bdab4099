import KeyHierarchy

/// One record of each kind that a store keeps, with every field that is optional both there and not there.
struct SampleRecords: Sendable {
    private let instance = InstanceRecord.sample(revision: 1 << 40)
    private let master: DatabaseRecord
    private let database: DatabaseRecord
    private let root = KeyRecord.sample(.serviceMasterKey)
    private let key = KeyRecord.sample(.masterKey(7), version: 1 << 40)
    private let credential = KeyRecord.sample(.credential(65_536, in: 7))
    private let certificate = KeyRecord.sample(
        KeyIdentifier(kind: .certificate, database: .sample(7), number: 256))
    private let rootEncryption = KeyEncryption.sample(.serviceMasterKey, by: .root(.machineKey), label: "machine key")
    private let encryptions = [
        KeyEncryption.sample(.masterKey(7), slot: 2, by: .key(.serviceMasterKey), label: "", lastProved: .sample),
        KeyEncryption.sample(.masterKey(7), slot: 3, by: .password, sealed: Array(0...255)),
    ]
    private let credentialEncryption = KeyEncryption.sample(.credential(65_536, in: 7), by: .key(.masterKey(7)))
    private let backups = [
        BackupRecord.sample(
            .masterKey(7), at: "/backups/key 7 copy.pem", after: 1,
            passwords: [.sample("c0ffee00", "vault envelope 3"), .sample("00c0ffee", "")]),
        BackupRecord.sample(.masterKey(7), at: "/backups/key 7.pem"),
    ]

    init() throws {
        master = try .sample(1, "master")
        database = try .sample(7, "Übung \u{1F511}")
    }

    func write(to store: any KeyStoreWriter) throws {
        try store.put(instance)
        try store.put(master)
        try store.put(database)
        for key in [root, key, credential, certificate] { try store.put(key) }
        try store.put(encryptions + [rootEncryption, credentialEncryption])
        for backup in backups { try store.put(backup) }
    }

    func expectIn(_ store: any KeyStoreReader) throws {
        try expect("the instance", store.instance(), is: instance)
        try expect("the database by its number", store.database(database.id), is: database)
        try expect("the database by its name", store.database(named: database.name), is: database)
        try expect("all databases", store.databases(after: nil, limit: 10), is: [master, database])
        try expect("the key", store.key(key.id), is: key)
        try expect("the credential", store.key(credential.id), is: credential)
        try expect("the certificate and its details", store.key(certificate.id), is: certificate)
        try expect("the keys of the database", store.keys(in: database.id), is: [key, credential, certificate])
        try expect("the encryptions of the key", store.encryptions(of: key.id), is: encryptions)
        try expect("the backups of the key", store.backups(of: key.id), is: backups)
        try expect("the backups of the database", store.backups(in: database.id), is: backups)
        for encryption in encryptions + [rootEncryption, credentialEncryption] {
            try expect("encryptions", store.encryptionCount(under: encryption.protector), is: 1)
            var walked: [KeyEncryption] = []
            try store.forEachEncryption(under: encryption.protector, batchSize: 10) { walked += $0 }
            try expect("the encryption under its protector", walked, is: [encryption])
        }
    }
}
