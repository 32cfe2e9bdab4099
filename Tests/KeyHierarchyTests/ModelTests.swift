import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// Random sequences of operations, each step compared with a model that knows nothing of keys or stores.
@Suite("Any sequence of operations")
struct ModelTests {
    @Test(arguments: 0..<300)
    func doesWhatTheModelSays(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        var model = InstanceModel()
        let bench = try await TestInstance()
        var trace: [String] = []
        for _ in 0..<30 {
            let step = InstanceModel.Step.random(using: &generator)
            let before = try await bench.snapshot()
            let expected = model.apply(step)
            trace.append("\(step) → \(expected?.description ?? "done")")
            let code = try await bench.session.code { try await step.perform(in: $0) }
            let failed = "seed \(seed): \(trace.joined(separator: "; "))"
            try #require(code == expected, "\(failed)")
            let after = try await bench.snapshot()
            if code != nil {
                // Opening may note a proof, and did not fail then; what failed changed nothing.
                try #require(after == before, "\(failed)")
            }
            try await model.compare(with: bench, before: before, after: after, step: step, failed)
        }
        try await bench.expectEveryKeyOpens()
        try await model.comparePasswordsAndSecrets(with: bench, "seed \(seed)")
    }
}

/// What should be there: names, passwords, and which keys are open.
struct InstanceModel {
    struct MasterKey {
        var passwords: Set<Int>
        var opensByItself = true
        var isOpen = false
        var credentials: [Int: Int] = [:]

        var isAccessible: Bool { isOpen || opensByItself }
    }

    /// The databases, with or without a master key; `master` is there from the start.
    var databases: [Int: MasterKey?] = [0: nil]
    var serverCredentials: [Int: Int] = [:]

    /// An operation on database 0 (`master`) to 3, with passwords 0 to 3; −1 is one that the policy refuses.
    enum Step {
        case createDatabase(Int), dropDatabase(Int)
        case create(Int, password: Int), open(Int, password: Int), close(Int), drop(Int)
        case regenerate(Int, password: Int, force: Bool)
        case addPassword(Int, Int), dropPassword(Int, Int)
        case addServiceKey(Int), dropServiceKey(Int)
        case regenerateServiceKey(force: Bool)
        case createCredential(Int, Int, secret: Int), alterCredential(Int, Int, secret: Int), dropCredential(Int, Int)
        case createServerCredential(Int, secret: Int), dropServerCredential(Int)
    }

    /// Carries a step out and returns the code that it must fail with, or `nil` when it must succeed.
    mutating func apply(_ step: Step) -> HierarchyError.Code? {
        switch step {
        case .createDatabase(let name):
            guard databases[name] == nil else { return .databaseExists }
            databases[name] = .some(nil)
        case .dropDatabase(let name):
            guard databases[name] != nil else { return .noSuchDatabase }
            guard name != 0 else { return .systemDatabase }
            databases[name] = nil
        case .create(let name, let password):
            guard let database = databases[name] else { return .noSuchDatabase }
            guard database == nil else { return .masterKeyExists }
            guard password >= 0 else { return .passwordRefused }
            databases[name] = MasterKey(passwords: [password])
        case .close(let name):
            guard let database = databases[name] else { return .noSuchDatabase }
            guard var key = database, key.isOpen else { return .keyNotOpen }
            key.isOpen = false
            databases[name] = key
        case .regenerateServiceKey:
            break
        case .createServerCredential(let name, let secret):
            guard serverCredentials[name] == nil else { return .credentialExists }
            serverCredentials[name] = secret
        case .dropServerCredential(let name):
            guard serverCredentials.removeValue(forKey: name) != nil else { return .noSuchCredential }
        case .createCredential(let name, _, _), .alterCredential(let name, _, _), .dropCredential(let name, _):
            return applyToCredentials(step, of: name)
        case .open(let name, _), .drop(let name), .regenerate(let name, _, _), .addPassword(let name, _),
            .dropPassword(let name, _), .addServiceKey(let name), .dropServiceKey(let name):
            guard let database = databases[name] else { return .noSuchDatabase }
            guard var key = database else { return .noMasterKey }
            if case .drop = step {
                guard key.credentials.isEmpty else { return .keyInUse }
                databases[name] = .some(nil)
                return nil
            }
            defer { databases[name] = key }
            return key.apply(step)
        }
        return nil
    }

    private mutating func applyToCredentials(_ step: Step, of name: Int) -> HierarchyError.Code? {
        guard let database = databases[name] else { return .noSuchDatabase }
        guard name != 0 else { return .systemDatabase }
        if case .dropCredential(_, let credential) = step {
            guard var key = database, key.credentials.removeValue(forKey: credential) != nil else {
                return .noSuchCredential
            }
            databases[name] = key
            return nil
        }
        guard var key = database, key.isAccessible else { return .masterKeyClosed }
        switch step {
        case .createCredential(_, let credential, let secret):
            guard key.credentials[credential] == nil else { return .credentialExists }
            key.credentials[credential] = secret
        case .alterCredential(_, let credential, let secret):
            guard key.credentials[credential] != nil else { return .noSuchCredential }
            key.credentials[credential] = secret
        default: break
        }
        databases[name] = key
        return nil
    }
}

extension InstanceModel.MasterKey {
    /// A secret that was lost by force.
    static let lost = -1

    fileprivate mutating func apply(_ step: InstanceModel.Step) -> HierarchyError.Code? {
        switch step {
        case .open(_, let password):
            guard passwords.contains(password) else { return .wrongDecryptor }
            isOpen = true
        case .regenerate(_, let password, let force):
            guard password >= 0 else { return .passwordRefused }
            guard isAccessible || force else { return .masterKeyClosed }
            if !isAccessible { credentials = credentials.mapValues { _ in Self.lost } }
            passwords = [password]
            isOpen = false
        case .addPassword(_, let password):
            guard password >= 0 else { return .passwordRefused }
            guard isAccessible else { return .masterKeyClosed }
            guard passwords.insert(password).inserted else { return .encryptionExists }
        case .dropPassword(_, let password):
            guard isAccessible else { return .masterKeyClosed }
            guard passwords.contains(password) else { return .wrongDecryptor }
            guard passwords.count > 1 else { return .lastPassword }
            passwords.remove(password)
        case .addServiceKey:
            guard isAccessible else { return .masterKeyClosed }
            opensByItself = true
        case .dropServiceKey:
            guard opensByItself else { return .wrongDecryptor }
            opensByItself = false
        default: break
        }
        return nil
    }
}

// MARK: Steps on the real thing

extension InstanceModel.Step {
    static func random(using generator: inout SplitMix64) -> Self {
        let name = Int.random(in: 0..<4, using: &generator)
        let password = Int.random(in: -1..<3, using: &generator)
        let other = Int.random(in: 0..<3, using: &generator)
        let secret = Int.random(in: 0..<1000, using: &generator)
        let force = Bool.random(using: &generator)
        switch Int.random(in: 0..<24, using: &generator) {
        case 0...2: return .createDatabase(name)
        case 3: return .dropDatabase(name)
        case 4...6: return .create(name, password: password)
        case 7...8: return .open(name, password: password)
        case 9: return .close(name)
        case 10: return .drop(name)
        case 11...12: return .regenerate(name, password: password, force: force)
        case 13...14: return .addPassword(name, password)
        case 15: return .dropPassword(name, password)
        case 16: return .addServiceKey(name)
        case 17...18: return .dropServiceKey(name)
        case 19: return .regenerateServiceKey(force: force)
        case 20: return .createCredential(name, other, secret: secret)
        case 21: return .alterCredential(name, other, secret: secret)
        case 22: return .dropCredential(name, other)
        default: return force ? .createServerCredential(other, secret: secret) : .dropServerCredential(other)
        }
    }

    static func database(_ number: Int) throws -> DatabaseName {
        number == 0 ? "master" : try DatabaseName("db\(number)")
    }

    static func password(_ number: Int) -> Password {
        number < 0 ? "weak" : Password("Password \(number) Is Long")
    }

    fileprivate func perform(in session: Session) async throws {
        switch self {
        case .createDatabase(let name): try await session.createDatabase(Self.database(name))
        case .dropDatabase(let name): try await session.dropDatabase(Self.database(name))
        case .create(let name, let password):
            try await session.createMasterKey(in: Self.database(name), password: Self.password(password))
        case .open(let name, let password):
            try await session.openMasterKey(of: Self.database(name), password: Self.password(password))
        case .close(let name): try await session.closeMasterKey(of: Self.database(name))
        case .drop(let name): try await session.dropMasterKey(of: Self.database(name))
        case .regenerate(let name, let password, let force):
            try await session.regenerateMasterKey(
                of: Self.database(name), password: Self.password(password), tolerance: force ? .force : .none)
        case .addPassword(let name, let password):
            try await session.addPassword(Self.password(password), toMasterKeyOf: Self.database(name))
        case .dropPassword(let name, let password):
            try await session.dropPassword(Self.password(password), fromMasterKeyOf: Self.database(name))
        case .addServiceKey(let name):
            try await session.addServiceMasterKeyEncryption(toMasterKeyOf: Self.database(name))
        case .dropServiceKey(let name):
            try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: Self.database(name))
        case .regenerateServiceKey(let force):
            try await session.regenerateServiceMasterKey(tolerance: force ? .force : .none)
        case .createCredential(let name, let credential, let secret):
            try await session.createCredential(
                "c\(credential)", in: .database(Self.database(name)), identity: "i",
                secret: SecretBytes(text: "\(secret)"))
        case .alterCredential(let name, let credential, let secret):
            try await session.alterCredential(
                "c\(credential)", in: .database(Self.database(name)), identity: "i",
                secret: SecretBytes(text: "\(secret)"))
        case .dropCredential(let name, let credential):
            try await session.dropCredential("c\(credential)", in: .database(Self.database(name)))
        case .createServerCredential(let credential, let secret):
            try await session.createCredential(
                "c\(credential)", in: .server, identity: "i", secret: SecretBytes(text: "\(secret)"))
        case .dropServerCredential(let credential): try await session.dropCredential("c\(credential)", in: .server)
        }
    }

    /// The database whose master key the step replaces, if it succeeds.
    fileprivate var replaces: Int? {
        switch self {
        case .create(let name, _), .drop(let name), .dropDatabase(let name), .regenerate(let name, _, _): name
        default: nil
        }
    }
}

// MARK: Comparing

extension InstanceModel {
    /// Compares what can be seen after a step without a password.
    fileprivate func compare(
        with bench: TestInstance,
        before: StoreSnapshot,
        after: StoreSnapshot,
        step: Step,
        _ failed: String
    ) async throws {
        var open: Set<DatabaseIdentifier> = []
        let names = Set(after.databases.map(\.name.description)).subtracting(["tempdb", "model", "msdb"])
        try #require(try names == Set(databases.keys.map { try Step.database($0).description }), "\(failed)")
        for (number, key) in databases {
            let id = try #require(after.databases.first { (try? $0.name == Step.database(number)) == true }).id
            let keyID = KeyIdentifier.databaseMasterKey(of: id)
            let record = after.keys.first { $0.id == keyID }
            try #require((record != nil) == (key != nil), "\(failed)")
            guard let key else { continue }
            let rows = after.encryptions.filter { $0.id.key == keyID }
            try #require(rows.count { $0.protector == .password } == key.passwords.count, "\(failed)")
            try #require(rows.contains { $0.protector == .key(.serviceMasterKey) } == key.opensByItself, "\(failed)")
            if key.isOpen { open.insert(id) }
            let old = before.keys.first { $0.id == keyID }
            if step.replaces != number, let old {
                try #require(record?.fingerprint == old.fingerprint, "\(failed)")
            }
            let credentials = after.keys.filter { $0.id.kind == .credential && $0.id.database == id }
            if number != 0 {
                try #require(Set(credentials.map(\.name)) == Set(key.credentials.keys.map { "c\($0)" }), "\(failed)")
            }
        }
        try #require(Set(await bench.session.openMasterKeys) == open, "\(failed)")
    }

    /// Tries every password on every master key, in sessions of their own, and reads every secret.
    fileprivate func comparePasswordsAndSecrets(with bench: TestInstance, _ failed: String) async throws {
        for (number, key) in databases {
            guard let key else { continue }
            let name = try Step.database(number)
            for password in 0..<3 {
                let code = try await bench.hierarchy.session().code {
                    try await $0.openMasterKey(of: name, password: Step.password(password))
                }
                try #require(code == (key.passwords.contains(password) ? nil : .wrongDecryptor), "\(failed)")
            }
            let session = bench.hierarchy.session()
            try await session.openMasterKey(of: name, password: Step.password(try #require(key.passwords.first)))
            for (credential, secret) in key.credentials {
                let code = try await session.code {
                    let text = try await $0.text(ofCredential: "c\(credential)", in: .database(name))
                    try #require(text == "\(secret)", "\(failed)")
                }
                try #require(code == (secret == MasterKey.lost ? .corrupted : nil), "\(failed)")
            }
        }
        for (credential, secret) in serverCredentials {
            try #require(
                try await bench.secret(ofCredential: "c\(credential)", in: .server) == "\(secret)", "\(failed)")
        }
    }
}
