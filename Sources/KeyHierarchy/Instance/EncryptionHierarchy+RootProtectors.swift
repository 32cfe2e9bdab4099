import Synchronization

extension EncryptionHierarchy {
    /// Leaves root protectors out that do not protect the service master key, so that replacing it does not let them.
    ///
    /// - Parameter names: Those to leave out.
    package func forgetRootProtectors(_ names: Set<RootProtectorName>) {
        rootProtectors.withLock { $0.removeAll { names.contains($0.name) } }
    }
}
