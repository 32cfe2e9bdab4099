/// A statement about a cursor, which gives the rows of a query one at a time.
@nonexhaustive
public enum CursorStatement: Sendable, Hashable {
    /// `DECLARE name CURSOR … FOR query`, or `SET @variable = CURSOR … FOR query`.
    case declare(NameOrVariable, [CursorOption], SelectStatement)

    /// `OPEN name`.
    case open(CursorName)

    /// `FETCH … FROM name [INTO @variable, …]`.
    case fetch(FetchedRow, CursorName, into: [VariableName])

    /// `CLOSE name`.
    case close(CursorName)

    /// `DEALLOCATE name`.
    case deallocate(CursorName)
}

/// A cursor as statements name it: `[GLOBAL] name`, or a variable that holds one.
public struct CursorName: Sendable, Hashable {
    /// The name, or the variable.
    public var name: NameOrVariable

    /// Whether it is one of the connection, and not one of the batch with the same name.
    public var isGlobal: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The name, or the variable.
    ///   - isGlobal: Whether it is one of the connection.
    public init(_ name: NameOrVariable, isGlobal: Bool = false) {
        self.name = name
        self.isGlobal = isGlobal
    }
}

/// How a cursor is to behave, in the word that says so.
///
/// The older form `DECLARE name INSENSITIVE SCROLL CURSOR` is read as `STATIC` and `SCROLL`.
@nonexhaustive
public enum CursorOption: String, Sendable, Hashable {
    /// It is the batch's.
    case local = "LOCAL"

    /// It is the connection's: the default.
    case global = "GLOBAL"

    /// It goes on by one row.
    case forwardOnly = "FORWARD_ONLY"

    /// It goes anywhere.
    case scroll = "SCROLL"

    /// It has the rows as they were when it was opened.
    case `static` = "STATIC"

    /// It has the keys of the rows as they were when it was opened.
    case keyset = "KEYSET"

    /// It sees changes to the rows.
    case dynamic = "DYNAMIC"

    /// `FORWARD_ONLY` and `READ_ONLY`.
    case fastForward = "FAST_FORWARD"

    /// No row can be changed by it.
    case readOnly = "READ_ONLY"

    /// Rows are locked as they are read.
    case scrollLocks = "SCROLL_LOCKS"

    /// A row that was changed meanwhile is not changed again.
    case optimistic = "OPTIMISTIC"

    /// A warning is sent when the cursor becomes one of another kind.
    case typeWarning = "TYPE_WARNING"
}

/// Which row `FETCH` gives.
@nonexhaustive
public enum FetchedRow: Sendable, Hashable {
    /// The one behind the present one.
    case next

    /// The one before the present one.
    case prior

    /// The first.
    case first

    /// The last.
    case last

    /// By its number, from 1; from the end when that is below 0.
    case absolute(Expression)

    /// So many behind the present one.
    case relative(Expression)
}
