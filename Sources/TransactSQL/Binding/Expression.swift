import TransactSQLSyntax

/// The expression of a tree: Foundation has a type of that name too.
typealias Expression = TransactSQLSyntax.Expression
