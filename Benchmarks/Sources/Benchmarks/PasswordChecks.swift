import Foundation
import KeyHierarchy
import Policy

/// Judging passwords.
enum PasswordChecks {
    static func measure(into table: inout Table) async throws {
        let passwords = (0..<1000).map { Password("\($0)-Small-Otters-Swim") }
        let accented = (0..<1000).map { Password("\($0)-Kleine-Öttérs-Schwimmen") }
        for (name, passwords) in [
            ("Judge a password by the strict policy", passwords), ("… one with accents", accented),
        ] {
            var times: [Double] = []
            for _ in 0..<9 {
                var refused = 0
                times.append(
                    await time {
                        for _ in 0..<100 {
                            for password in passwords {
                                refused += password.withText { PasswordPolicy.strict.violations(of: $0).count }
                            }
                        }
                    } / 100_000)
                guard refused == 0 else { throw Refused() }
            }
            table.add(
                name, ours: "\(decimal(1e3 / median(times), 2)) million a second",
                bound: name.hasPrefix("…") ? "" : "≥ 1 million a second")
        }
        let before = ThisProcess.residentMemory
        for list in 0..<20_000 {
            _ = Password("\(list)zq\(list &* 7919)").withText { PasswordPolicy.strict.violations(of: $0).count }
        }
        table.add(
            "… memory for its lists", ours: "\(decimal(Double(ThisProcess.residentMemory - before) / 1e6, 2)) MB",
            bound: "< 5 MB")
    }

    struct Refused: Error {}
}
