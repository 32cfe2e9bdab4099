/// The outcome of trying every root protector on the service master key.
struct RootOpening {
    /// The key, or `nil` when no protector opens it.
    let key: OpenKey?
    /// The encryptions that opened it.
    let proved: [KeyEncryption]
    /// The protectors that have an encryption, and do not open it.
    let stale: [any RootProtector]
    /// The protectors that have no encryption: to give them one is somebody's decision, and not a start's.
    let unused: [any RootProtector]
    /// What the first protector said that did not open it, for whoever has to find out why none did.
    let failure: (any Error)?

    /// Tries the protectors in order.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when a protector opens another key than the record says.
    init(record: KeyRecord, encryptions: [KeyEncryption], protectors: [any RootProtector]) async throws {
        var key: OpenKey?
        var proved: [KeyEncryption] = []
        var stale: [any RootProtector] = []
        var unused: [any RootProtector] = []
        var failure: (any Error)?
        for protector in protectors {
            guard let encryption = encryptions.first(where: { $0.protector == .root(protector.name) }) else {
                unused.append(protector)
                continue
            }
            switch try await Self.open(encryption, record: record, protector: protector) {
            case .success(let opened):
                key = key ?? opened
                proved.append(encryption)
            case .failure(let error):
                failure = failure ?? error
                stale.append(protector)
            }
        }
        self.failure = failure
        self.key = key
        self.proved = proved
        self.stale = stale
        self.unused = unused
    }

    /// Opens the encryption by one protector, which may fail with anything.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when it opens another key than the record says.
    static func open(
        _ encryption: KeyEncryption,
        record: KeyRecord,
        protector: any RootProtector
    ) async throws -> Result<OpenKey, any Error> {
        let context = SealContext.associatedData(
            for: encryption.id, protector: encryption.protector, label: encryption.label)
        let material: SharedSecret
        do {
            material = SharedSecret(try await protector.open(encryption.sealed.bytes, context: context))
        } catch let error as CancellationError {
            // Says nothing about the protector. Taken for a stale one, it would be replaced, or the key given up.
            throw error
        } catch {
            // A protector of a user's own may throw anything else; whatever it is, the other protectors are tried.
            return .failure(error)
        }
        return .success(try OpenKey(verifying: material, record: record))
    }
}

extension OpenKey {
    /// Takes in material that was just opened, and checks that it is the key of the record.
    ///
    /// A symmetric key that comes from a pass phrase has no fingerprint there, which would help to guess the phrase.
    convenience init(verifying material: SharedSecret, record: KeyRecord) throws {
        guard let algorithm = record.algorithm else {
            throw HierarchyError.corrupted("The record of a key does not say what the key is made for.")
        }
        try self.init(id: record.id, guid: record.guid, algorithm: algorithm, material: material)
        let isWithoutFingerprint = record.fingerprint == nil && record.id.kind == .symmetricKey
        guard isWithoutFingerprint || fingerprint == record.fingerprint else {
            throw HierarchyError.corrupted("An encryption holds another key than the one that is recorded.")
        }
    }
}
