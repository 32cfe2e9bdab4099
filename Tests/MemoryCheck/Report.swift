#if os(Linux)
import Foundation
import MemorySearch

/// What was found where, line by line, and whether all of it is as it should be.
struct Report {
    private(set) var failures = 0
    private var mappings: [ProcessMemory.Mapping] = []

    /// Prints what comes next.
    func begin(_ what: String) {
        print("\n\(what)")
        fflush(nil)
    }

    /// Prints a fact, and counts it as a failure unless it holds.
    mutating func expect(_ condition: Bool, _ fact: String) {
        if !condition { failures += 1 }
        print("  \(condition ? "ok    " : "FAILED") \(fact)")
    }

    /// Expects secrets that are in use to be in the arena, and nowhere else.
    mutating func expectOpen(_ secrets: [Secret], isElsewhere: Bool = false) throws {
        mappings = try ProcessMemory.mappings()
        for secret in secrets {
            let inArena = try secret.trace.isFound(in: mappings.filter(\.isLeftOutOfDumps))
            let elsewhere = try secret.trace.isFound(in: mappings.filter { !$0.isLeftOutOfDumps })
            expect(
                inArena && elsewhere == isElsewhere,
                "in use: \(secret.name) is \(inArena ? "" : "not ")in the arena, \(elsewhere ? "" : "not ")elsewhere")
        }
    }

    /// Expects an RSA private key that is in use to be in ordinary memory, where libcrypto keeps its numbers: the search finds
    /// it, and what is not found afterwards is gone.
    mutating func expectInUse(_ secret: Secret) throws {
        mappings = try ProcessMemory.mappings()
        let isFound = try secret.trace.isFound(in: mappings.filter { !$0.isLeftOutOfDumps })
        expect(isFound, "in use: \(secret.name) is \(isFound ? "" : "not ")in libcrypto's own memory")
    }

    /// Expects secrets to be nowhere: in the memory as it was mapped when they were last found, and as it is now.
    mutating func expectGone(_ secrets: [Secret]) throws {
        for secret in secrets {
            let isFound = try secret.trace.isFound(in: mappings) || secret.trace.isFound(in: ProcessMemory.mappings())
            expect(!isFound, "after: \(secret.name) is \(isFound ? "STILL THERE" : "gone")")
        }
    }
}
#endif
