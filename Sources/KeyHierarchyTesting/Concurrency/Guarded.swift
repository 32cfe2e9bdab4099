import Synchronization

/// A value behind a mutex, whose hand-overs from thread to thread the thread sanitizer sees.
///
/// It does not see those of `Mutex` on Linux, where threads wait for each other inside the runtime, and would report
/// races that there are not: in the tests of whoever uses the kit, too.
struct Guarded<Value: ~Copyable>: ~Copyable, Sendable {
    private let value: Mutex<Value>
    private let handover = Atomic(false)

    init(_ value: consuming sending Value) {
        self.value = Mutex(value)
    }

    borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try value.withLock { value throws(Failure) in
            _ = handover.load(ordering: .acquiring)
            defer { handover.store(true, ordering: .releasing) }
            return try body(&value)
        }
    }
}
