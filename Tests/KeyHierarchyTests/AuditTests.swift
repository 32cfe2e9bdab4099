import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

#if Logging
import Logging
#endif

@Suite("The audit")
struct AuditTests {
    static let actions: [String: AuditEvent.Action] = [
        "createDatabase": .createDatabase, "dropDatabase": .dropDatabase, "createMasterKey": .createMasterKey,
        "dropMasterKey": .dropMasterKey, "regenerateMasterKey": .regenerateMasterKey,
        "forceRegenerateMasterKey": .regenerateMasterKey, "addPassword": .addEncryption,
        "dropPassword": .dropEncryption, "renamePassword": .renameProtector,
        "addServiceMasterKeyEncryption": .addEncryption,
        "dropServiceMasterKeyEncryption": .dropEncryption, "regenerateServiceMasterKey": .regenerateServiceMasterKey,
        "forceRegenerateServiceMasterKey": .regenerateServiceMasterKey,
        "protectServiceMasterKey": .protectServiceMasterKey, "createServerCredential": .createCredential,
        "createScopedCredential": .createCredential, "alterServerCredential": .alterCredential,
        "alterScopedCredential": .alterCredential, "dropServerCredential": .dropCredential,
        "dropScopedCredential": .dropCredential, "restoreServiceMasterKey": .restoreServiceMasterKey,
        "restoreMasterKey": .restoreMasterKey, "restoreMasterKeyIntoNone": .restoreMasterKey,
        "restoreSameMasterKey": .restoreMasterKey,
    ]

    @Test(arguments: Operation.onMasterKeys)
    func isToldOnceOfEachOperationThoughItWasTriedAgain(operation: Operation) async throws {
        let store = FaultInjectingStore()
        let prepared = try await Operation.prepare(on: store)
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(store: store, rootProtectors: prepared.rootProtectors) {
            $0.auditSinks = [sink]
        }
        sink.removeAll()
        store.schedule = Array(repeating: .conflict, count: 2)
        try await operation.run(bench.hierarchy.session(as: Principal(name: "alice")))
        let event = try #require(sink.events.first)
        #expect(sink.events.count == 1)
        #expect(event.action == Self.actions[operation.testDescription])
        #expect(event.principal.name == "alice")
        #expect(!event.subject.isEmpty)
        guard case .succeeded = event.outcome else { throw Unexpected() }
    }

    @Test(arguments: Operation.onMasterKeys)
    func isToldOfFailuresToo(operation: Operation) async throws {
        let store = FaultInjectingStore()
        let prepared = try await Operation.prepare(on: store)
        let sinks = [RecordingAuditSink(), RecordingAuditSink()]
        let bench = try await TestInstance(store: store, rootProtectors: prepared.rootProtectors) {
            $0.auditSinks = sinks
        }
        for sink in sinks { sink.removeAll() }
        store.schedule = [.failWrite(1)]
        await #expect(throws: InjectedFault.self) { try await operation.run(bench.session) }
        for sink in sinks {
            #expect(sink.actions == [Self.actions[operation.testDescription]])
            guard case .failed(let error) = sink.events.first?.outcome else { throw Unexpected() }
            #expect(error is InjectedFault)
        }
    }

    @Test func isToldOfTheStartOfAnInstance() async throws {
        let sink = RecordingAuditSink()
        _ = try await TestInstance { $0.auditSinks = [sink] }
        #expect(sink.actions == [.startInstance])
        #expect(sink.events.first?.principal.name == "instance")
    }

    @Test func isToldOfKeysOpenedAndClosedAndOfSecretsRead() async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [sink] }
        try await bench.createCredential(in: .server)
        sink.removeAll()
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.closeMasterKey(of: "Sales")
        try await expectRefusal(.keyNotOpen, 15315) { try await bench.session.closeMasterKey(of: "Sales") }
        _ = try await bench.secret(in: .server)
        try await bench.session.commit(bench.session.planDropDatabase("Sales"))
        #expect(
            sink.actions == [
                .openMasterKey, .closeMasterKey, .closeMasterKey, .readCredential, .dropDatabase,
            ])
        #expect(sink.events.first?.subject == "master key of database Sales")
    }

    @Test func namesTheDatabaseOfEveryKeyThatIsInOne() async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(databases: ["Sales", "HR"]) { $0.auditSinks = [sink] }
        let session = bench.session
        let pair = try await TestKeyPair.shared.value
        sink.removeAll()
        for database in ["Sales", "HR"] as [DatabaseName] {
            try await session.importCertificate(
                "Cards", in: database, encoded: pair.certificate(1), privateKey: pair.privateKey)
            try await session.importAsymmetricKey("Cards", in: database, privateKey: pair.privateKey)
            try await session.createSymmetricKey(
                "Cards", in: database, encryptedBy: [.password(TestInstance.password)])
            try await bench.createCredential("Cards", in: .database(database))
            try await session.commit(session.planDrop(.certificate("Cards"), in: database))
        }
        try await session.createSymmetricKey("#Cards", in: "HR", encryptedBy: [.password(TestInstance.password)])
        try await bench.createCredential("Cards", in: .server)
        try await session.addLinkedServer("Cards")
        var expected: [String] = []
        for database in ["Sales", "HR"] {
            expected += ["certificate", "asymmetric key", "symmetric key", "credential", "certificate"].map {
                "\($0) 'Cards' of database \(database)"
            }
        }
        // A temporary key is the session's, in tempdb. What is the server's is in no database.
        expected += ["symmetric key '#Cards' of database tempdb", "credential 'Cards'", "linked server 'Cards'"]
        #expect(sink.events.map(\.subject) == expected)
    }

    #if Logging
    @Test func goesToTheLogWithItsFactsAsMetadata() async throws {
        let lines = LogLines()
        let logger = Logger(label: "audit") { _ in CapturingHandler(lines: lines) }
        let bench = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [LogAuditSink(logger)] }
        try await expectRefusal(.masterKeyExists, 15578) {
            try await bench.session.createMasterKey(in: "Sales", password: TestInstance.otherPassword)
        }
        #expect(lines.all.map(\.level) == [.info, .info, .info, .warning])
        #expect(
            lines.all[2].metadata == [
                "action": "createMasterKey", "principal": "sa", "subject": "master key of database Sales",
            ])
        let failure = lines.all[3].metadata
        #expect(failure["code"] == "masterKeyExists")
        #expect(failure["number"] == "15578")
        #expect(failure["error"] != nil)
        #expect(!"\(lines.all)".contains("Quartz"))
    }

    private struct LogLine: Sendable {
        let level: Logger.Level
        let metadata: Logger.Metadata
    }

    private final class LogLines: Sendable {
        private let lines = Mutex<[LogLine]>([])
        var all: [LogLine] { lines.withLock { $0 } }
        func append(_ line: LogLine) { lines.withLock { $0.append(line) } }
    }

    private struct CapturingHandler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.append(LogLine(level: event.level, metadata: event.metadata ?? [:]))
        }
    }
    #endif

    private struct Unexpected: Error {}
}
