/// A directory under which the paths of scripts are found.
public struct FileRoot: Hashable, Sendable {
    /// The directory.
    public let directory: String

    /// Takes a directory as root.
    ///
    /// - Parameter directory: A path of the file system; it need not exist before something is written.
    public init(_ directory: String) {
        self.directory = directory
    }
}
