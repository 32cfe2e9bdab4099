import KeyHierarchy

/// How often, and after which times, something is tried again that failed and may succeed.
public struct RetryPolicy: Sendable {
    /// How often it is tried in all.
    public var attempts = 5
    /// How long to wait before the second attempt; before each further one twice as long.
    public var firstDelay = Duration.seconds(1)
    /// How to wait.
    public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// Creates the policy that is right for most: five attempts within a quarter of a minute.
    public init() {}

    /// Runs an operation, and again when its failure may pass.
    ///
    /// - Throws: What the last attempt throws; at once what will not pass, such as a password that is refused.
    public func run<Result>(_ operation: () async throws -> Result) async throws -> Result {
        var delay = firstDelay
        for _ in 1..<attempts {
            do {
                return try await operation()
            } catch  where Self.mayPass(error) {
                try await sleep(delay)
                delay *= 2
            }
        }
        return try await operation()
    }

    /// Whether an error may be gone at the next attempt.
    private static func mayPass(_ error: any Error) -> Bool {
        if error is CancellationError || error is RotationRefused { return false }
        // A store of another kind throws errors of its own when its disk or its network is at fault.
        guard let error = error as? HierarchyError else { return true }
        return [.conflict, .planOutdated, .storeFailed].contains(error.code)
    }
}
