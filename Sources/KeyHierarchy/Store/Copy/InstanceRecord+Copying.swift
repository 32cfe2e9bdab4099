extension InstanceRecord {
    /// The format version of a copy that is not complete. It is above all that there will be, so every version of this library
    /// refuses to start on it; without a record, the next start would make a new instance between the rows.
    static let incompleteCopyVersion: Int32 = 2_000_000_000

    /// Whether this is the record of a copy that is not complete.
    var isIncompleteCopy: Bool {
        formatVersion == Self.incompleteCopyVersion
    }

    /// The record that the destination has until everything is there.
    var incompleteCopy: InstanceRecord {
        var record = self
        record.formatVersion = Self.incompleteCopyVersion
        return record
    }
}

extension HierarchyError {
    /// A store that a copy was not completed to, or one that a newer version wrote.
    static func unreadableFormat(_ instance: InstanceRecord) -> HierarchyError {
        if instance.isIncompleteCopy {
            return HierarchyError(
                .unsupported, "The store is a copy that is not complete.",
                advice: "Repeat the command that copies it, which goes on where it stopped.")
        }
        return HierarchyError(
            .unsupported,
            "The store has format version \(instance.formatVersion); this version reads up to "
                + "\(InstanceRecord.currentFormatVersion).",
            advice: "Use the newer version that wrote it. Nothing was changed.")
    }

    static func unfitDestination(_ problem: String) -> HierarchyError {
        HierarchyError(
            .storeFailed, "The store cannot be copied there: \(problem) Nothing was changed.",
            advice: "Copy to a new store, or to one that an earlier attempt of the same copy has left.")
    }
}
