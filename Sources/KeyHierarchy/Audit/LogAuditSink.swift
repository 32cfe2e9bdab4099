#if Logging
public import Logging

/// Writes the audit to swift-log: `info` for what succeeded, `warning` for what was refused or failed, with the facts
/// as metadata.
public struct LogAuditSink: AuditSink {
    private let logger: Logger

    /// Creates a sink that writes to the given logger.
    ///
    /// - Parameter logger: The logger; its level must let `info` through, or only refusals and failures are written.
    public init(_ logger: Logger) {
        self.logger = logger
    }

    public func record(_ event: AuditEvent) {
        var metadata: Logger.Metadata = [
            "action": "\(event.action)",
            "principal": "\(event.principal)",
            "subject": "\(event.subject)",
        ]
        switch event.outcome {
        case .succeeded:
            logger.info("key hierarchy audit", metadata: metadata)
        case .failed(let error):
            if let error = error as? HierarchyError {
                metadata["code"] = "\(error.code)"
                if let number = error.sqlServer?.number { metadata["number"] = "\(number)" }
            }
            metadata["error"] = "\(error)"
            logger.warning("key hierarchy audit", metadata: metadata)
        }
    }
}
#endif
