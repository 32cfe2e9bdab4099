#if SQLite
import Foundation
import GRDB
import KeyHierarchy

/// Values for the columns of a store. Lengths are checked here: SQLite's answer to binding one beyond its limit would end
/// the process.
extension DatabaseValue {
    static func integer(_ value: some FixedWidthInteger & SignedInteger) -> DatabaseValue {
        Int64(value).databaseValue
    }

    static func integer(_ value: UInt8) -> DatabaseValue {
        Int64(value).databaseValue
    }

    static func boolean(_ value: Bool) -> DatabaseValue {
        Int64(value ? 1 : 0).databaseValue
    }

    static func blob(_ bytes: [UInt8], atMost limit: Int) throws -> DatabaseValue {
        guard bytes.count <= limit else {
            throw HierarchyError(
                .storeFailed, "A value of \(bytes.count) bytes is too long for the key store, which takes \(limit).")
        }
        return Data(bytes).databaseValue
    }

    /// The UTF-8 bytes of a text. The statement must cast them to TEXT: a text that is bound as such ends at its first
    /// NUL, and a label that has one would no longer be the one that its encryption is bound to.
    static func text(_ text: String) throws -> DatabaseValue {
        try blob(Array(text.utf8), atMost: Limits.textSize)
    }

    static func guid(_ guid: UUID) -> DatabaseValue {
        Data(guid.bytes).databaseValue
    }

    static func fingerprint(_ fingerprint: KeyFingerprint) -> DatabaseValue {
        Data(fingerprint.bytes).databaseValue
    }

    static func date(_ date: Date) throws -> DatabaseValue {
        guard let timestamp = Timestamp(date) else {
            throw HierarchyError(
                .storeFailed, "The time is not between 1970 and 2199, and a key store keeps no other.",
                advice: "Check the clock of this machine.")
        }
        return timestamp.microseconds.databaseValue
    }
}
#endif
