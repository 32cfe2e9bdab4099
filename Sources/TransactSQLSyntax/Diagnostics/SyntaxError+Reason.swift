extension SyntaxError {
    /// What is wrong, with what its message names.
    enum Reason {
        case near(String)
        case nearKeyword(String)
        case tooLongIdentifier(String)
        case unclosedQuotation
        case mustBeFirst(String)
        case unclosedComment
        case undeclaredVariable(String)
        case tooDeep
        case unterminatedBeforeWith
        case unknownObjectType(String)
        case noCondition(near: String)
        case missingName
        case unterminatedMerge
    }

    init(_ reason: Reason, at offset: Int, line: UInt32, of source: SourceText) {
        let (number, state, message) = Self.message(reason)
        self.init(
            number: number,
            state: state,
            message: message,
            line: Int(line),
            column: source.column(of: offset)
        )
    }

    private static func message(_ reason: Reason) -> (number: Int32, state: Int32, String) {
        switch reason {
        case .near(let text):
            (102, 1, "Incorrect syntax near '\(text)'.")
        case .tooLongIdentifier(let text):
            (103, 4, "The identifier that starts with '\(text)' is too long. Maximum length is 128.")
        case .unclosedQuotation:
            (105, 1, "Unclosed quotation mark after the character string '…'.")
        case .mustBeFirst(let name):
            (111, 1, "'\(name)' must be the first statement in a query batch.")
        case .unclosedComment:
            (113, 1, "Missing end comment mark '*/'.")
        case .undeclaredVariable(let name):
            (137, 2, "Must declare the scalar variable \"\(name)\".")
        case .nearKeyword(let text):
            (156, 1, "Incorrect syntax near the keyword '\(text)'.")
        case .tooDeep:
            (
                191, 1,
                "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller "
                    + "queries."
            )
        case .unterminatedBeforeWith:
            (
                319, 1,
                "Incorrect syntax near the keyword 'with'. If this statement is a common table expression, an xmlnamespaces "
                    + "clause or a change tracking context clause, the previous statement must be terminated with a semicolon."
            )
        case .unknownObjectType(let text):
            (343, 1, "Unknown object type '\(text)' used in a CREATE, DROP, or ALTER statement.")
        case .missingName:
            (
                1038, 4,
                "An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For "
                    + "other statements, look for empty alias names. Aliases defined as \"\" or [] are not allowed. Change the "
                    + "alias to a valid name."
            )
        case .unterminatedMerge:
            (10713, 1, "A MERGE statement must be terminated by a semi-colon (;).")
        case .noCondition(let text):
            (
                4145, 1,
                "An expression of non-boolean type specified in a context where a condition is expected, near '\(text)'."
            )
        }
    }
}

extension SourceText {
    /// The column of an offset in its line, from 1, in Unicode scalars.
    fileprivate func column(of offset: Int) -> Int {
        var start = offset
        while start > 0, self[start - 1] != UInt8(ascii: "\n") {
            start -= 1
        }
        return (start..<offset).count { self[$0] & 0xC0 != 0x80 } + 1
    }
}
