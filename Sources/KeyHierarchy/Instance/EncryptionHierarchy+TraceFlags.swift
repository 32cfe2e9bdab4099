public import SQLServerFormats

extension EncryptionHierarchy {
    /// How `KEY_SOURCE` becomes a key here: as in the version that is modelled, and by SHA-1 in any while
    /// ``TraceFlag/hashesKeySourceWithSHA1`` is on.
    public var keySourceGeneration: KeySource.Generation {
        options.sqlServerVersion < .sql2017 || traceFlags.contains(.hashesKeySourceWithSHA1) ? .sha1 : .sha512
    }
}

extension Session {
    /// Switches a trace flag on or off for all sessions of this hierarchy: `DBCC TRACEON (…, -1)` and `TRACEOFF`.
    ///
    /// It lasts as long as the hierarchy, as on a server until that stops. Other processes on the same store do not
    /// notice.
    ///
    /// - Parameters:
    ///   - flag: The trace flag.
    ///   - isOn: Whether it is on from now on.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `sessionClosed`.
    public func setTraceFlag(_ flag: TraceFlag, isOn: Bool) async throws {
        try await audited(.setTraceFlag, "trace flag \(flag.rawValue)") {
            try await require(.controlServer)
            hierarchy.setTraceFlag(flag, isOn: isOn)
        }
    }
}
