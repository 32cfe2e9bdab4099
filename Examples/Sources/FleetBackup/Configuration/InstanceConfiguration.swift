/// Where one instance is, and what opens its keys.
struct InstanceConfiguration: Decodable {
    /// What the instance is called here, and in the names of its backups: letters, digits, `-` and `_`.
    let name: String
    /// The store.
    let store: String
    /// The machine key.
    let machineKey: String
    /// The second key that protects the service master key, if it has one.
    let serviceAccountKey: String?
    /// For databases whose master keys the service master key does not open: files with a password, mode 0600.
    let databasePasswordFiles: [String: String]

    private enum CodingKeys: CodingKey {
        case name, store, machineKey, serviceAccountKey, databasePasswordFiles
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        store = try values.decode(ConfiguredPath.self, forKey: .store).path
        machineKey = try values.decode(ConfiguredPath.self, forKey: .machineKey).path
        serviceAccountKey = try values.decodeIfPresent(ConfiguredPath.self, forKey: .serviceAccountKey)?.path
        databasePasswordFiles =
            try values.decodeIfPresent([String: ConfiguredPath].self, forKey: .databasePasswordFiles)?
            .mapValues(\.path) ?? [:]
        guard 1...40 ~= name.utf8.count, name.utf8.allSatisfy(FileNames.isPlain) else {
            throw ConfigurationError("'\(name)' is not a name for an instance: 1 to 40 letters, digits, - and _.")
        }
    }
}
