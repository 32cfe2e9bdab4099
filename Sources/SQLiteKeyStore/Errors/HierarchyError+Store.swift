#if SQLite
import DurableFiles
import KeyHierarchy

// What is wrong with a store that is no failure of SQLite's.
extension HierarchyError {
    static func unusableFile(_ error: FileError) -> HierarchyError {
        let path = error.path
        switch error.reason {
        case .missing:
            return HierarchyError(
                .storeFailed, "There is no key store at \(path).", advice: "Check the path, or create the store.")
        case .exists:
            return HierarchyError(
                .storeFailed, "\(path) exists already, so no key store was created there. It is unchanged.",
                advice: "Open it, or choose another name.")
        case .notRegular:
            return HierarchyError(
                .storeFailed, "\(path) is not a file, but a directory or a device.",
                advice: "Name the file of the key store.")
        case .accessibleToOthers(let mode):
            return HierarchyError(
                .storeFailed,
                "Group or others have access to \(path) (mode \(String(mode, radix: 8))). A key store must belong to its "
                    + "owner alone.",
                advice: "Find out who has read it. Then run: chmod 600 \(path)")
        case .tooLarge, .system:
            return HierarchyError(
                .storeFailed, "The key store \(path) cannot be used.",
                advice: "Check its directory, and the permissions of the account that this runs under.", cause: error)
        }
    }

    /// A store is to be created in a directory that is not there.
    static func noDirectory(of path: String) -> HierarchyError {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return HierarchyError(
            .storeFailed, "The directory \(directory) does not exist, so no key store was created at \(path).",
            advice: "Check the path, or create the directory first.")
    }

    static func notAKeyStore(_ path: String) -> HierarchyError {
        HierarchyError(
            .storeFailed, "\(path) is not a key store. It is unchanged.",
            advice: "Check the path.")
    }
}
#endif
