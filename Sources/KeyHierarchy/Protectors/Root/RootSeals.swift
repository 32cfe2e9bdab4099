#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The service master key under each of the root protectors, ready to be written.
struct RootSeals: Sendable {
    private let seals: [(protector: RootProtectorName, slot: Int32, sealed: [UInt8])]

    /// Seals a key under the protectors, in slots from `firstSlot` on, and opens each seal again: what a protector cannot
    /// open now it will not open at the next start, when it may be the only copy.
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
                let sealed = try await protector.seal(key.material.bytes, context: context)
                let opened = SharedSecret(try await protector.open(sealed, context: context))
                guard opened.bytes == key.material.bytes else {
                    throw HierarchyError(.rootProtectorFailed, "It opened what it sealed as another key.")
                }
                seals.append((protector.name, slot, sealed))
            } catch let error as CancellationError {
                throw error
            } catch {
                throw HierarchyError(
                    .rootProtectorFailed, "The \(protector.name) could not protect the service master key.",
                    cause: error)
            }
        }
        self.seals = seals
    }

    /// Seals a key under those of the protectors that work at the moment. A token that is unplugged does not keep an
    /// instance from starting that another protector opens; it is tried again at the next start.
    init(_ key: OpenKey, underAvailable protectors: [any RootProtector], firstSlot: Int32) async throws {
        var seals: [(RootProtectorName, Int32, [UInt8])] = []
        for protector in protectors {
            do {
                let slot = firstSlot + Int32(seals.count)
                seals += try await RootSeals(key, under: [protector], firstSlot: slot).seals
            } catch let error as HierarchyError where error.code == .rootProtectorFailed {
                continue
            }
        }
        self.seals = seals
    }

    /// The names of the protectors.
    var protectors: Set<RootProtectorName> {
        Set(seals.map(\.protector))
    }

    /// The encryptions, made at the given time: each was opened again when it was made.
    func encryptions(created: Date) -> [KeyEncryption] {
        seals.map { seal in
            KeyEncryption(
                id: KeyEncryption.Identifier(key: .serviceMasterKey, slot: seal.slot),
                protector: .root(seal.protector), label: seal.protector.rawValue, created: created, lastProved: created,
                sealed: SealedSecret(seal.sealed))
        }
    }
}
