import DurableFiles

/// A root protector whose key is a file of 32 random bytes that only its owner can read.
///
/// It stands for the machine. Whoever has the file and the store has every key that the service master key opens: keep
/// it on the machine, out of the store's backups, and do not rely on it alone. Back up the service master key.
public struct MachineKeyFile: RootProtector {
    public let name: RootProtectorName
    private let key: SharedSecret

    /// Reads an existing machine key.
    ///
    /// - Parameters:
    ///   - path: The file; it must be a regular file of exactly 32 bytes, without access for group or others.
    ///   - name: The part that the key plays for the instance.
    /// - Throws: ``HierarchyError/Code-swift.struct/rootProtectorFailed`` otherwise.
    public init(path: String, name: RootProtectorName = .machineKey) throws(HierarchyError) {
        let bytes: SecretBytes
        do {
            bytes = try DurableFile.readSecret(path, limit: AES256GCM.keySize, requiresPrivacy: true)
        } catch {
            throw HierarchyError.machineKeyFile(error)
        }
        guard bytes.count == AES256GCM.keySize else {
            throw HierarchyError.machineKeyFile(path, hasByteCount: bytes.count)
        }
        self.name = name
        key = SharedSecret(bytes)
    }

    /// Creates a new machine key in a file that does not exist yet, with mode 0600, and reads it back.
    ///
    /// - Parameters:
    ///   - path: The file, in a directory that exists.
    ///   - name: The part that the key plays for the instance.
    /// - Returns: The protector, with the key as it was read back.
    /// - Throws: ``HierarchyError/Code-swift.struct/rootProtectorFailed`` when the file exists or cannot be written.
    public static func create(
        at path: String,
        name: RootProtectorName = .machineKey
    ) throws(HierarchyError) -> MachineKeyFile {
        do {
            let key = try SecretBytes.random(count: AES256GCM.keySize)
            try key.withBytes { (bytes) throws(FileError) in
                try DurableFile.create(at: path, contents: bytes)
            }
        } catch let error as FileError {
            throw HierarchyError.machineKeyFile(error)
        } catch {
            throw HierarchyError(.rootProtectorFailed, "No machine key could be made.", cause: error)
        }
        return try MachineKeyFile(path: path, name: name)
    }

    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try RootKeySeal.seal(key, under: self.key.bytes, context: context, random: SystemRandomSource())
    }

    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        try RootKeySeal.open(sealed, under: key.bytes, context: context)
    }
}
