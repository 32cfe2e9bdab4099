extension Printer {
    mutating func write(_ statement: TraceFlagStatement) {
        write("DBCC \(statement.action.rawValue) (")
        list(statement.flags.map(String.init) + (statement.isGlobal ? ["-1"] : [])) { $0.write($1) }
        write(statement.hidesMessages ? ") WITH NO_INFOMSGS" : ")")
    }
}
