@testable import SQLiteKeyStore

/// GRDB has a `Table` too; this file does not import it.
typealias StoredTable = Table
