extension Batch {
    /// Returns the batch as Transact-SQL in one canonical form, passwords included.
    ///
    /// Keywords are in capitals, each statement ends with a semicolon and has a line of its own, names stand in brackets
    /// where they must, and comments are gone. Reading the result gives an equal batch.
    public func formatted() -> String {
        var printer = Printer()
        printer.write(statements)
        return printer.text
    }
}

extension Statement {
    /// Returns the statement as Transact-SQL in one canonical form, passwords included, with a line feed at its end.
    public func formatted() -> String {
        var printer = Printer()
        printer.write(self)
        return printer.text
    }
}
