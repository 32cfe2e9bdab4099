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
        #if SQLite
        switch access {
        case .create: try SQLiteKeyStore(path: storePath, access: .create)
        case .readWrite: try SQLiteKeyStore(path: storePath, access: .readWrite)
        case .readOnly: try SQLiteKeyStore(path: storePath, access: .readOnly)
        }
        #else
        throw ToolError("This tool was built without the trait SQLite, so it has no store. Build it with that trait.")
        #endif
    }
}
