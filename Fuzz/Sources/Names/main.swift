import FuzzTarget
import KeyHierarchy
import Policy

/// Text that people type: a password, judged by every policy, and the name of a database. A zero ends the password; what
/// follows are words that it must not have.
FuzzTarget.run(refusing: [HierarchyError.self], allocating: 64 << 10, perByte: 512) { bytes in
    let parts = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
    let words = parts.dropFirst().map { String(decoding: $0, as: UTF8.self) }
    let subject = PasswordSubject(accountName: words.first, computerName: words.last, contextWords: words)
    let password = Array(parts[0])
    for policy in PasswordPolicy.profiles { _ = policy.violations(ofUTF8: password.span, by: subject) }
    let name = try DatabaseName(String(decoding: parts[0], as: UTF8.self))
    let again = try DatabaseName(name.description)
    precondition(again == name)
}
