public import KeyHierarchy

/// A promise of ``/KeyHierarchy/RootProtector``, to check on any implementation.
///
/// In Swift Testing each law is a case of its own; in XCTest ``checkAll(_:remake:)`` checks them all:
///
///     @Test(arguments: RootProtectorLaw.all + RootProtectorLaw.durable)
///     func keeps(_ law: RootProtectorLaw) async throws {
///         try await law.check {
///             try MyToken(slot: 1)
///         } remake: { _ in
///             try MyToken(slot: 1)
///         }
///     }
///
/// Together the laws ask for some thousand seals and opens, most of them opens that must fail: one protector behind a
/// network will take its time. Whoever checks one that locks itself after failures must switch that off.
public struct RootProtectorLaw: Sendable, Identifiable, CustomStringConvertible {
    /// The law as a sentence, such as "what was sealed opens".
    public let name: String

    let body: Body

    enum Body: Sendable {
        /// About one protector.
        case protector(@Sendable (any RootProtector) async throws -> Void)
        /// About two values that stand for the same thing.
        case remade(@Sendable (any RootProtector, any RootProtector) async throws -> Void)
    }

    /// The name: a law is told from the others by it.
    public var id: String {
        name
    }

    /// The name.
    public var description: String {
        name
    }

    /// The laws of every root protector.
    public static let all = sealing + refusing

    /// The laws of a protector that can be made again from what it stands for, as every one can that outlives the
    /// process: their check needs `remake`.
    public static let durable = remaking
}

extension RootProtectorLaw {
    /// Checks the law.
    ///
    /// - Parameters:
    ///   - makeProtector: Makes a protector that works.
    ///   - remake: Makes another value that stands for the same thing as the given one: the same file, the same key of
    ///     the same token. Laws of ``durable`` need it; others do not call it.
    /// - Throws: ``LawViolation`` when the protector does not keep the law, or when one of the closures throws.
    public nonisolated(nonsending) func check<Root: RootProtector>(
        _ makeProtector: nonisolated(nonsending) () async throws -> Root,
        remake: (nonisolated(nonsending) (Root) async throws -> Root)? = nil
    ) async throws(LawViolation) {
        try await lawfully(name) {
            let protector = try await makeProtector()
            switch body {
            case .protector(let check):
                try await check(protector)
            case .remade(let check):
                guard let remake else {
                    throw UnmetExpectation(
                        expected: "a closure that makes the protector again", found: "None was given: pass `remake`.")
                }
                try await check(protector, try await remake(protector))
            }
        }
    }

    /// Checks all laws, and stops at the first that is broken.
    ///
    /// - Parameters:
    ///   - makeProtector: Makes a protector that works, each time that it is called.
    ///   - remake: Makes another value that stands for the same thing; with it ``durable`` is checked too.
    /// - Throws: ``LawViolation`` for the first law that the protector does not keep.
    public nonisolated(nonsending) static func checkAll<Root: RootProtector>(
        _ makeProtector: nonisolated(nonsending) () async throws -> Root,
        remake: (nonisolated(nonsending) (Root) async throws -> Root)? = nil
    ) async throws(LawViolation) {
        for law in all + (remake == nil ? [] : durable) {
            try await law.check(makeProtector, remake: remake)
        }
    }
}
