#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The service master key under each of the root protectors, ready to be written.
struct RootSeals: Sendable {
    private let seals: [(protector: RootProtectorName, slot: Int32, sealed: [UInt8])]

    /// Seals a key under the protectors, in slots from `firstSlot` on.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/rootProtectorFailed`` when a protector fails.
    init(_ key: OpenKey, under protectors: [any RootProtector], firstSlot: Int32) async throws {
        var seals: [(RootProtectorName, Int32, [UInt8])] = []
        for (index, protector) in protectors.enumerated() {
            let slot = firstSlot + Int32(index)
            let context = SealContext.associatedData(
                for: KeyEncryption.Identifier(key: .serviceMasterKey, slot: slot), protector: .root(protector.name),
                label: protector.name.rawValue)
            do {
                seals.append((protector.name, slot, try await protector.seal(key.material.bytes, context: context)))
            } catch {
                throw HierarchyError(
                    .rootProtectorFailed, "The \(protector.name) could not protect the service master key.",
                    cause: error)
            }
        }
        self.seals = seals
    }

    /// The names of the protectors.
    var protectors: Set<RootProtectorName> {
        Set(seals.map(\.protector))
    }

    /// The encryptions, made at the given time. Nobody has opened them yet.
    func encryptions(created: Date) -> [KeyEncryption] {
        seals.map { seal in
            KeyEncryption(
                id: KeyEncryption.Identifier(key: .serviceMasterKey, slot: seal.slot),
                protector: .root(seal.protector), label: seal.protector.rawValue, created: created, lastProved: nil,
                sealed: seal.sealed)
        }
    }
}
