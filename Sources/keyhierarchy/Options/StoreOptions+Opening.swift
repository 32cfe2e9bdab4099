import KeyHierarchy
import SQLiteKeyStore

extension StoreOptions {
    /// How a store is opened.
    enum Access {
        case create
        case readWrite
        case readOnly
    }

    /// Opens the store.
    func openStore(_ access: Access) throws -> any KeyStore {
        try Self.openStore(storePath, access)
    }

    /// Opens a store by its name, which is the path of an SQLite file.
    static func openStore(_ name: String, _ access: Access) throws -> any KeyStore {
        #if SQLite
        switch access {
        case .create: try SQLiteKeyStore(path: name, access: .create)
        case .readWrite: try SQLiteKeyStore(path: name, access: .readWrite)
        case .readOnly: try SQLiteKeyStore(path: name, access: .readOnly)
        }
        #else
        throw ToolError("This tool was built without the trait SQLite, so it has no store. Build it with that trait.")
        #endif
    }
}
