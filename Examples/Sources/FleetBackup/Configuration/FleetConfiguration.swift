import Foundation

/// Which instances there are, and what is to become of their keys.
struct FleetConfiguration: Decodable {
    /// Where backups go. It must exist: a file system that is not mounted should not be replaced by an empty directory.
    let backupDirectory: String
    /// Where a copy of each goes: another machine's disk, mounted here.
    let copyDirectory: String
    /// The password of the backups, in a file with mode 0600.
    let passwordFile: String
    /// What a person calls that password: where it is kept. It stands in every backup for everybody to read.
    let passwordLabel: String
    /// How many days may pass since a backup was last proved to open.
    let maximumAgeInDays: Int
    /// Where the report of the last pass goes.
    let reportFile: String
    /// The instances, in the order in which they are visited.
    let instances: [InstanceConfiguration]

    /// Reads a file; the paths in it count from its directory unless they are absolute.
    ///
    /// - Throws: ``ConfigurationError``.
    init(contentsOf path: String) throws(ConfigurationError) {
        let url = URL(filePath: path)
        do {
            let decoder = JSONDecoder()
            decoder.userInfo[ConfiguredPath.directoryKey] = url.deletingLastPathComponent().path
            self = try decoder.decode(FleetConfiguration.self, from: try Data(contentsOf: url))
        } catch let error as ConfigurationError {
            throw error
        } catch let error as DecodingError {
            throw ConfigurationError("\(path): \(error.inWords)")
        } catch {
            throw ConfigurationError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    private enum CodingKeys: CodingKey {
        case backupDirectory, copyDirectory, passwordFile, passwordLabel, maximumAgeInDays, reportFile, instances
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        backupDirectory = try values.decode(ConfiguredPath.self, forKey: .backupDirectory).path
        copyDirectory = try values.decode(ConfiguredPath.self, forKey: .copyDirectory).path
        passwordFile = try values.decode(ConfiguredPath.self, forKey: .passwordFile).path
        passwordLabel = try values.decode(String.self, forKey: .passwordLabel)
        maximumAgeInDays = try values.decode(Int.self, forKey: .maximumAgeInDays)
        reportFile = try values.decode(ConfiguredPath.self, forKey: .reportFile).path
        instances = try values.decode([InstanceConfiguration].self, forKey: .instances)

        guard maximumAgeInDays >= 1 else { throw ConfigurationError("maximumAgeInDays must be 1 or more.") }
        guard backupDirectory != copyDirectory else {
            throw ConfigurationError("backupDirectory and copyDirectory are the same: that would be no copy.")
        }
        let names = instances.map { $0.name.lowercased() }
        guard !names.isEmpty, Set(names).count == names.count else {
            throw ConfigurationError("Name at least one instance, and each one once.")
        }
    }
}
