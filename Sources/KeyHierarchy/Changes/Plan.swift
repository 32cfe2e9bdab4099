#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an operation would do, found out by carrying it out and taking it back.
///
/// Committing a plan does exactly what its report says, with the key that was made for it, or nothing: when anything in
/// the instance has changed since, it is refused.
public struct Plan: Sendable {
    /// What will happen.
    public let report: ChangeReport

    let change: Change
    /// The instance that the report is about.
    let instance: UUID
    /// The revision of the instance that the report is about.
    let revision: Int64
}
