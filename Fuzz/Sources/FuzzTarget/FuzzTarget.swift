import CFuzzer
import Dispatch
import Foundation
import Synchronization

/// A parser that libFuzzer gives inputs to.
public enum FuzzTarget {
    nonisolated(unsafe) private static var body: ([UInt8]) throws -> Void = { _ in }
    nonisolated(unsafe) private static var isExpected: (any Error) -> Bool = { _ in false }
    nonisolated(unsafe) private static var ceiling: (Int) -> Int = { _ in .max }

    /// Gives inputs to a parser, as the command line says.
    ///
    /// The process crashes, and libFuzzer keeps the input, when the parser traps, throws an error of another kind than
    /// `expected`, or allocates more than its share. All bytes that it allocates for one input count, freed or not, so that
    /// an input that is copied over and over is found too.
    ///
    /// - Parameters:
    ///   - expected: The errors with which the parser may refuse an input.
    ///   - base: The bytes that the parser may allocate for an empty input.
    ///   - factor: The bytes that it may allocate for each byte of the input.
    ///   - body: The parser.
    public static func run(
        refusing expected: [any Error.Type],
        allocating base: Int,
        perByte factor: Int,
        _ body: @escaping ([UInt8]) throws -> Void
    ) -> Never {
        unsafe self.body = body
        unsafe isExpected = { error in expected.contains { $0 == type(of: error) } }
        unsafe ceiling = { base + factor * $0 }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        fuzzer_count_allocations()
        exit(
            unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
                unsafe FuzzTarget.take(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            })
    }

    private static func take(_ input: [UInt8]) {
        let limit = unsafe ceiling(input.count)
        guard allocation(for: input) > limit else { return }
        // What the process does once, such as fetching algorithms, falls on whichever input needs it first.
        let allocated = allocation(for: input)
        guard allocated <= limit else {
            fatalError("\(allocated) bytes were allocated for an input of \(input.count).")
        }
    }

    private static func allocation(for input: [UInt8]) -> Int {
        let before = fuzzer_allocated_bytes()
        do {
            unsafe try body(input)
        } catch {
            guard unsafe isExpected(error) else { fatalError("An error of an unexpected kind: \(error)") }
        }
        return fuzzer_allocated_bytes() - before
    }

    /// Waits for an asynchronous operation.
    public static func wait<Result: Sendable>(
        for operation: @escaping @Sendable () async throws -> Result
    ) throws -> Result {
        let outcome = Outcome<Result>()
        Task {
            do {
                outcome.end(.success(try await operation()))
            } catch {
                outcome.end(.failure(error))
            }
        }
        return try outcome.wait()
    }

    private final class Outcome<Result: Sendable>: Sendable {
        private let result = Mutex<Swift.Result<Result, any Error>?>(nil)
        private let isThere = DispatchSemaphore(value: 0)

        func end(_ result: Swift.Result<Result, any Error>) {
            self.result.withLock { $0 = result }
            isThere.signal()
        }

        func wait() throws -> Result {
            isThere.wait()
            guard let result = result.withLock({ $0 }) else { fatalError("The operation ended without a result.") }
            return try result.get()
        }
    }
}
