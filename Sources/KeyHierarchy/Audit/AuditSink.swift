/// Takes the audit's events in. Implement it to keep them where they cannot be changed.
///
/// Events come in the order in which operations end, one after the other for each session.
public protocol AuditSink: Sendable {
    /// Takes one event. It is called before the operation returns to its caller; a slow sink slows operations down.
    ///
    /// - Parameter event: What was done, by whom, and how it ended.
    func record(_ event: AuditEvent) async
}
