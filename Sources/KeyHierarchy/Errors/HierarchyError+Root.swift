import DurableFiles

// What can be the matter with the file of a machine key.
extension HierarchyError {
    static func machineKeyFile(_ error: FileError) -> HierarchyError {
        HierarchyError(.rootProtectorFailed, "The machine key cannot be used.", cause: error)
    }

    static func machineKeyFile(_ path: String, hasByteCount count: Int) -> HierarchyError {
        HierarchyError(
            .rootProtectorFailed, "\(path) has \(count) bytes; a machine key has exactly 32.",
            advice: "It was cut short, or it is another kind of file. Name the right file.")
    }
}
