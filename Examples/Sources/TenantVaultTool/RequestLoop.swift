import Foundation
import TenantVault

/// Carries requests out: those of one tenant in their order, those of several tenants at once.
struct RequestLoop: Sendable {
    let vault: TenantVault

    /// How many requests are under way at most; then reading waits, and with it whoever writes them.
    private static let limit = 64

    /// Reads until the lines end, and returns when every request is answered.
    ///
    /// - Throws: What reading throws; what was read before is answered all the same.
    func run(_ lines: InputLines) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var last: [String: Task<Void, any Error>] = [:]
            var underWay = 0
            while let line = try await lines.next() {
                if underWay == Self.limit {
                    try await group.next()
                    underWay -= 1
                }
                guard let request = try? JSONDecoder().decode(Request.self, from: line) else {
                    try write(Answer(id: nil, error: "A line is no request. Try --help."))
                    continue
                }
                let previous = last[request.tenant]
                let task = Task {
                    _ = await previous?.result
                    try write(await answer(to: request))
                }
                last[request.tenant] = task
                group.addTask { try await task.value }
                underWay += 1
            }
            try await group.waitForAll()
        }
    }

    private func answer(to request: Request) async -> Answer {
        do {
            return try await carryOut(request)
        } catch {
            return Answer(id: request.id, error: "\(error)")
        }
    }

    private func carryOut(_ request: Request) async throws -> Answer {
        let tenant = try TenantName(request.tenant)
        var answer = Answer(id: request.id)
        switch request.action {
        case .add:
            try await vault.add(tenant)
        case .seal:
            guard let record = request.record, let text = request.text else { throw IncompleteRequest() }
            answer.sealed = Data(try await vault.seal(Array(text.utf8), as: record, for: tenant).bytes)
        case .open:
            guard let record = request.record, let sealed = request.sealed else { throw IncompleteRequest() }
            let opened = try await vault.open(try SealedRecord(Array(sealed)), as: record, for: tenant)
            answer.text = String(decoding: opened, as: UTF8.self)
        case .rotateDataKey:
            try await vault.rotateDataKey(of: tenant)
        case .rotateMasterKey:
            try await vault.rotateMasterKey(of: tenant)
        case .remove:
            answer.lost = try await vault.remove(tenant)
        }
        return answer
    }

    /// Writes an answer as one line, in one call, so that lines of several tasks do not mix.
    private func write(_ answer: Answer) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try FileHandle.standardOutput.write(contentsOf: try encoder.encode(answer) + Data("\n".utf8))
    }
}

/// A request that lacks what its action needs.
private struct IncompleteRequest: Error, CustomStringConvertible {
    let description = "The request lacks record, text or sealed."
}
