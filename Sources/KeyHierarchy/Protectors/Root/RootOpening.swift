/// The outcome of trying every root protector on the service master key.
struct RootOpening {
    /// The key, or `nil` when no protector opens it.
    let key: OpenKey?
    /// The encryptions that opened it.
    let proved: [KeyEncryption]
    /// The protectors that have an encryption and did not open it. One that has none is not tried: to give it one is
    /// somebody's decision, and not a start's.
    let failures: [RootProtectorFailure]

    /// Why none opened it, for whoever has to find out: what the one said that was tried, or what all of them said.
    var cause: (any Error)? {
        if failures.count > 1 { return RootProtectorFailures(failures: failures) }
        return failures.first?.error
    }

    /// Tries the protectors in order.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when a protector opens another key than the record says.
    init(record: KeyRecord, encryptions: [KeyEncryption], protectors: [any RootProtector]) async throws {
        var key: OpenKey?
        var proved: [KeyEncryption] = []
        var failures: [RootProtectorFailure] = []
        for protector in protectors {
            guard let encryption = encryptions.first(where: { $0.protector == .root(protector.name) }) else { continue }
            switch try await Self.open(encryption, record: record, protector: protector) {
            case .success(let opened):
                key = key ?? opened
                proved.append(encryption)
            case .failure(let error):
                failures.append(RootProtectorFailure(protector, error))
            }
        }
        self.key = key
        self.proved = proved
        self.failures = failures
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
