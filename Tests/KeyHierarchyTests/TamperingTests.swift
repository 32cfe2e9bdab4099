import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// What somebody can do who has the store and nothing else: nothing but damage, and it is noticed.
@Suite("A row that was changed in the store")
struct TamperingTests {
    /// A change to the encryption of Sales' master key.
    enum Change: String, CaseIterable {
        case slot, key, database, protector, label, otherRow

        func apply(to row: KeyEncryption, of database: DatabaseIdentifier, other: KeyEncryption) -> KeyEncryption {
            switch self {
            case .slot: row.moved(toSlot: row.id.slot + 7)
            case .key: row.moved(to: KeyIdentifier(kind: .databaseMasterKey, database: database, number: 100))
            case .database: row.moved(to: .databaseMasterKey(of: DatabaseIdentifier(rawValue: database.rawValue + 1)))
            case .protector: row.moved(protector: row.protector == .password ? .key(.serviceMasterKey) : .password)
            case .label: row.moved(label: row.label + " ")
            case .otherRow: row.moved(sealed: other.sealed.bytes)
            }
        }
    }

    @Test(arguments: Change.allCases)
    func doesNotOpenWithItsPassword(change: Change) async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        for name in ["Sales", "Other"] as [DatabaseName] { try await bench.makePasswordOnly(name) }
        let target = change == .database ? "Other" : "Sales" as DatabaseName
        let row = try #require(try await bench.passwords(of: "Sales").first)
        let other = try #require(try await bench.passwords(of: "Other").first)
        let changed = change.apply(to: row, of: try await bench.session.database("Sales").id, other: other)
        try await bench.store.write { store in
            try store.removeEncryption(change == .database ? other.id : row.id)
            try store.put([changed])
        }
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await bench.session.openMasterKey(of: target, password: TestInstance.password)
        }
        #expect(await bench.session.openMasterKeys.isEmpty)
    }

    @Test(arguments: Change.allCases)
    func doesNotOpenUnderTheServiceMasterKey(change: Change) async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        let target = change == .database ? "Other" : "Sales" as DatabaseName
        let row = try await bench.serviceKeyEncryption(of: "Sales")
        let other = try await bench.serviceKeyEncryption(of: "Other")
        let changed = change.apply(to: row, of: try await bench.session.database("Sales").id, other: other)
        try await bench.store.write { store in
            try store.removeEncryption(change == .database ? other.id : row.id)
            try store.put([changed])
        }
        try await expectRefusal(.masterKeyClosed, 15581) { try await bench.createCredential(in: .database(target)) }
    }

    @Test func doesNotOpenUnderAnotherRootProtector() async throws {
        let machine = try EphemeralRootProtector()
        let bench = try await TestInstance(rootProtectors: [machine])
        let row = try #require(try await bench.encryptions(of: .serviceMasterKey).first)
        for changed in [
            row.moved(toSlot: 2), row.moved(label: "machine"), row.moved(protector: .root(.serviceAccount)),
            row.moved(protector: .password),
        ] {
            try await bench.store.write { store in
                for row in try store.encryptions(of: .serviceMasterKey) { try store.removeEncryption(row.id) }
                try store.put([changed])
            }
            #expect(try await bench.restarted().hierarchy.startupMessages.map(\.number) == [15466])
        }
    }

    @Test(arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func doesNotOpenWithAnyByteFlipped(mask: UInt8) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential(in: .server)
        let password = try #require(try await bench.passwords(of: "Sales").first)
        let copy = try await bench.serviceKeyEncryption(of: "Sales")
        let root = try #require(try await bench.encryptions(of: .serviceMasterKey).first)
        let credential = try #require(try await bench.snapshot().encryptions.first { $0.id.key.kind == .credential })
        for row in [password, copy, root, credential] {
            for index in 0..<row.sealed.count {
                var sealed = row.sealed.bytes
                sealed[index] ^= mask
                try await bench.put(row.moved(sealed: sealed))
                switch row {
                case password:
                    let code = try await bench.session.code {
                        try await $0.openMasterKey(of: "Sales", password: TestInstance.password)
                    }
                    #expect(code == .wrongDecryptor || code == .corrupted, "byte \(index)")
                case copy:
                    let code = try await bench.session.code {
                        try await $0.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
                    }
                    #expect(code == .masterKeyClosed || code == .corrupted, "byte \(index)")
                case root:
                    let messages = try await TestInstance(store: bench.store, rootProtectors: bench.rootProtectors) {
                        $0.maintainsStore = false
                    }.hierarchy.startupMessages
                    #expect(messages.map(\.number) == [15466], "byte \(index)")
                default:
                    try await expectRefusal(.corrupted, 33047) { try await bench.secret(in: .server) }
                }
            }
            try await bench.put(row)
        }
        // Put back as they were, all open.
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        #expect(try await bench.restarted().secret(in: .server) == "s3cret")
    }

    @Test func doesNotOpenInTheFormOfAnotherProtector() async throws {
        // The form is not authenticated, so it must fit: else bytes could be added to a row that still opens.
        let bench = try await TestInstance(databases: ["Sales"])
        func disguised(_ row: KeyEncryption) -> KeyEncryption {
            row.moved(sealed: [2, 1, 1, 1] + [UInt8](repeating: 0, count: 16) + row.sealed.bytes.dropFirst())
        }
        try await bench.put(disguised(bench.serviceKeyEncryption(of: "Sales")))
        try await expectRefusal(.corrupted, 15507) { try await bench.createCredential(in: .database("Sales")) }
        try await bench.put(disguised(try #require(try await bench.encryptions(of: .serviceMasterKey).first)))
        #expect(try await bench.restarted().hierarchy.startupMessages.map(\.number) == [15466])
    }

    @Test(
        arguments: [
            ([], .malformed), ([2], .malformed), ([2, 1, 1, 1, 0], .malformed),
            ([77] + [UInt8](repeating: 0, count: 80), .unsupported),
            ([2, 30, 8, 1] + [UInt8](repeating: 0, count: 76), .tooCostly),
            ([3, 255, 255, 255, 255] + [UInt8](repeating: 0, count: 76), .tooCostly),
            ([1] + [UInt8](repeating: 0, count: 60), .malformed),
            ([2, 1, 1, 1] + [UInt8](repeating: 0, count: 8200), .malformed),
        ] as [([UInt8], CryptographyError.Code)])
    func givesATypedErrorWhateverItsBytes(sealed: [UInt8], code: CryptographyError.Code) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let row = try #require(try await bench.passwords(of: "Sales").first)
        try await bench.put(row.moved(sealed: sealed))
        let error = try await expectRefusal(.corrupted, 15507) {
            try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
        #expect((error.cause as? CryptographyError)?.code == code)
    }

    @Test func isNoticedWhenItHoldsAnotherKeyThanTheRecordSays() async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        let ids = try await [bench.key(of: "Sales"), bench.key(of: "Other")]
        try await bench.store.write { store in
            let records = try ids.map { try #require(try store.key($0)) }
            try store.put(records[0].with(fingerprint: records[1].fingerprint))
            try store.put(records[1].with(fingerprint: records[0].fingerprint))
        }
        for name in ["Sales", "Other"] as [DatabaseName] {
            try await expectRefusal(.corrupted, 15507) {
                try await bench.session.openMasterKey(of: name, password: TestInstance.password)
            }
            try await expectRefusal(.corrupted, 15507) { try await bench.createCredential(in: .database(name)) }
        }
    }

    @Test func isNoticedWhenItIsAnOldOneWithAnOldPassword() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let old = try #require(try await bench.passwords(of: "Sales").first)
        try await bench.session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        try await bench.put(old)
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        }
    }
}
