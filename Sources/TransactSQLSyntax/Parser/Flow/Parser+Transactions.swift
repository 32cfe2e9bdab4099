extension Parser {
    mutating func transactionStatement() throws(Interruption) -> Statement.Kind {
        let verb = keyword
        advance()
        switch verb {
        case .begin:
            if keyword == .distributed {
                throw notModelled()
            }
            advance()
            let name = try transactionName()
            if keyword == .with, token(ahead: 1).keyword == .mark {
                throw notModelled(words: 2)
            }
            return .transaction(.begin(name))
        case .commit:
            let name = try optionalTransactionName()
            if keyword == .with, token(ahead: 1).kind == .leftParenthesis {
                throw notModelled("DELAYED_DURABILITY")
            }
            return .transaction(.commit(name))
        case .rollback:
            return .transaction(.rollBack(try optionalTransactionName()))
        default:
            guard accept(.tran) || accept(.transaction) else {
                throw fail()
            }
            return .transaction(.save(try nameOrVariable()))
        }
    }

    private mutating func optionalTransactionName() throws(Interruption) -> NameOrVariable? {
        guard accept(.tran) || accept(.transaction) else {
            accept(.work)
            return nil
        }
        return try transactionName()
    }

    private mutating func transactionName() throws(Interruption) -> NameOrVariable? {
        guard kind == .variable || isName(token) && token(ahead: 1).kind != .colon else {
            return nil
        }
        return try nameOrVariable()
    }
}
