extension Facts {
    /// The names of the steps that ``steps(named:using:)`` can choose.
    static let stepNames =
        [
            "createDatabase", "dropDatabase", "createMasterKey", "regenerateMasterKey", "addPassword", "dropPassword",
            "regenerateServiceMasterKey", "createCredential", "alterCredential", "backUpServiceMasterKey",
            "backUpMasterKey", "replaceBackup", "restoreServiceMasterKey", "restoreMasterKey", "createMachineKey",
            "createStore",
            "createInstance", "setLinkedServerLogin", "dropLinkedServerLogin",
        ] + keyStepNames

    /// Returns steps that must succeed one after the other, with the given one among them, if there are any.
    ///
    /// - Parameters:
    ///   - name: One of ``stepNames``.
    ///   - generator: What chooses databases, passwords and backups.
    func steps(named name: String, using generator: inout some RandomNumberGenerator) -> [Step] {
        let free = (0..<5).filter { databases["db\($0)"] == nil }
        let taken = (0..<5).filter { databases["db\($0)"] != nil }
        let empty = taken.filter { databases["db\($0)"]?.masterKey == nil }
        let keyed = taken.filter { databases["db\($0)"]?.masterKey?.opensByItself == true }
        let database = keyed.randomElement(using: &generator)
        let key = database.flatMap { databases["db\($0)"]?.masterKey }
        let password = Self.passwords.randomElement(using: &generator) ?? 0
        let unused = Self.passwords.first { key?.passwords.contains($0) == false }
        let newBackup = (backups.keys.max() ?? -1) + 1
        let secret = Int.random(in: 0..<1000, using: &generator)
        let rootBackup = backup(of: .serviceMasterKey, using: &generator)
        let keyBackup = backup(of: .databaseMasterKey, using: &generator)
        switch name {
        case "createDatabase": return free.first.map { [.createDatabase($0)] } ?? []
        case "dropDatabase": return taken.randomElement(using: &generator).map { [.dropDatabase($0)] } ?? []
        case "createMasterKey": return empty.first.map { [.createMasterKey($0, password: password)] } ?? []
        case "regenerateServiceMasterKey": return [.regenerateServiceMasterKey]
        case "backUpServiceMasterKey": return [.backUpServiceMasterKey(backup: newBackup)]
        case "replaceBackup": return rootBackup.map { [.replaceBackup($0)] } ?? []
        case "restoreServiceMasterKey": return rootBackup.map { [.restoreServiceMasterKey(backup: $0)] } ?? []
        case "createMachineKey", "createStore", "createInstance":
            return [.createMachineKey(secret), .createStore(secret), .createInstance(secret)]
        case "setLinkedServerLogin":
            return password == linkedServerPassword ? [] : [.setLinkedServerLogin(password: password)]
        case "dropLinkedServerLogin": return linkedServerPassword == nil ? [] : [.dropLinkedServerLogin]
        default: break
        }
        guard let database, let key else { return [] }
        switch name {
        case "regenerateMasterKey": return [.regenerateMasterKey(database, password: password)]
        case "addPassword": return unused.map { [.addPassword(database, $0)] } ?? []
        case "dropPassword":
            guard key.passwords.count > 1 else { return [] }
            return key.passwords.sorted().randomElement(using: &generator).map { [.dropPassword(database, $0)] } ?? []
        case "createCredential": return key.credential == nil ? [.createCredential(database, secret: secret)] : []
        case "alterCredential": return key.credential != nil ? [.alterCredential(database, secret: secret)] : []
        case "backUpMasterKey": return [.backUpMasterKey(database, backup: newBackup)]
        case "restoreMasterKey":
            return keyBackup.map { [.restoreMasterKey(database, backup: $0, password: password)] } ?? []
        default:
            let step = keyStep(named: name, in: database, newBackup: newBackup, using: &generator)
            return step.map { [.key($0, in: database)] } ?? []
        }
    }

    func backup(of kind: Backup.Kind, using generator: inout some RandomNumberGenerator) -> Int? {
        backups.filter { $0.value.kind == kind }.keys.sorted().randomElement(using: &generator)
    }
}
