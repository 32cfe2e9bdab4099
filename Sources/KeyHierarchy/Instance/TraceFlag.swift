/// A trace flag of SQL Server that changes what is made here. The raw value is its number.
@nonexhaustive
public enum TraceFlag: Int, CaseIterable, Hashable, Sendable {
    /// `KEY_SOURCE` becomes a key by SHA-1 on SQL Server 2017 and later too, as on 2016 and older, so that the same phrases
    /// make the same key on both. SQL Server heeds it when it is on for all sessions while the key is created.
    case hashesKeySourceWithSHA1 = 4631
}
