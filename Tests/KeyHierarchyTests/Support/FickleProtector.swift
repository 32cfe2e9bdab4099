import KeyHierarchy
import Synchronization

/// A root protector that can be unplugged, forget what it sealed, or be caught in a cancellation.
final class FickleProtector: RootProtector {
    enum Mood {
        case working
        case unplugged
        case cancelled
        case forgetful
    }

    struct Unplugged: Error {}

    let name: RootProtectorName
    private let base: EphemeralRootProtector
    private let state = Mutex(Mood.working)

    init(name: RootProtectorName = .machineKey) throws {
        self.name = name
        base = try EphemeralRootProtector(name: name)
    }

    var mood: Mood {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        if mood == .unplugged { throw Unplugged() }
        return try await base.seal(key, context: context)
    }

    func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        switch mood {
        case .working: return try await base.open(sealed, context: context)
        case .unplugged, .forgetful: throw Unplugged()
        case .cancelled: throw CancellationError()
        }
    }
}
