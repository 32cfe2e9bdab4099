public import KeyHierarchy

/// A root protector that a test unplugs, lets forget what it has sealed, or interrupts.
///
///     let token = FaultInjectingRootProtector(try EphemeralRootProtector(name: .serviceAccount))
///     let instance = try await TestInstance(rootProtectors: [try EphemeralRootProtector(), token])
///     token.fault = .unavailable
///     let restarted = try await instance.restarted()
///     #expect(restarted.hierarchy.startupMessages.map(\.number) == [33095])
public final class FaultInjectingRootProtector: RootProtector {
    /// What goes wrong, as long as it is set.
    public enum Fault: Hashable, Sendable, CaseIterable {
        /// It neither seals nor opens: a token that is unplugged, a service that is down.
        case unavailable
        /// It seals, and opens nothing: its key was replaced.
        case forgetful
        /// It is interrupted, and throws `CancellationError`, which says nothing about what it could open.
        case cancelled
    }

    private let base: any RootProtector
    private let state = Guarded<Fault?>(nil)

    /// Creates a protector that works as `base` does, until a fault is set.
    public init(_ base: any RootProtector) {
        self.base = base
    }

    /// What goes wrong at present; `nil` when it works.
    public var fault: Fault? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    public var name: RootProtectorName {
        base.name
    }

    /// Seals as `base` does.
    ///
    /// - Throws: ``InjectedFault`` while it is unavailable, `CancellationError` while it is cancelled; what `base`
    ///   throws.
    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        switch fault {
        case .unavailable: throw InjectedFault("the root protector is unavailable")
        case .cancelled: throw CancellationError()
        case .forgetful, nil: return try await base.seal(key, context: context)
        }
    }

    /// Opens as `base` does.
    ///
    /// - Throws: ``InjectedFault`` while it is unavailable or forgetful, `CancellationError` while it is cancelled;
    ///   what `base` throws.
    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        switch fault {
        case .unavailable: throw InjectedFault("the root protector is unavailable")
        case .forgetful: throw InjectedFault("the root protector has forgotten its key")
        case .cancelled: throw CancellationError()
        case nil: return try await base.open(sealed, context: context)
        }
    }
}
