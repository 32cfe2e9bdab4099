package import KeyHierarchy

// What is wrong with rows, whatever database keeps them.
extension HierarchyError {
    /// Something in the store is not what this library, or the database, writes.
    package static func damaged(_ store: String, _ problem: String, cause: (any Error)? = nil) -> HierarchyError {
        HierarchyError(
            .corrupted, "The key store \(store) is damaged: \(problem)",
            advice: "Somebody changed it, or the disk did. Keep a copy, and restore the store from its backup.",
            cause: cause)
    }

    /// Something in the store that a newer version may have written.
    package static func unknownValue(_ store: String, _ problem: String) -> HierarchyError {
        HierarchyError(
            .unsupported, "The key store \(store) holds something unknown: \(problem)",
            advice: "Use the newer version that wrote it. If there is none, the store is damaged: restore it from its "
                + "backup.")
    }

    /// A store whose tables a newer version of the library has made.
    package static func newerStore(_ store: String, version: Int64, readable: Int64) -> HierarchyError {
        HierarchyError(
            .unsupported,
            "The key store \(store) has version \(version); this version of the library reads up to \(readable).",
            advice: "Use the newer version that wrote it. It is unchanged.")
    }

    /// A change of a store that was opened for reading only.
    package static func openForReadingOnly(_ store: String) -> HierarchyError {
        HierarchyError(
            .storeFailed, "The key store \(store) was opened for reading only. Nothing was changed.",
            advice: "Open it for writing.")
    }
}
