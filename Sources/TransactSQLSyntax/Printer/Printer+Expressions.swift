extension Printer {
    /// Writes an expression, in parentheses if it binds less tightly than its place demands.
    ///
    /// - Parameters:
    ///   - minimum: How tightly it has to bind there.
    ///   - isLast: Whether no `*` or its like follows. A sign would take it in, but needs no parentheses otherwise: those
    ///     would nest more deeply than the text that was read, which may be as deep as the parser goes.
    mutating func write(_ expression: Expression, atLeast minimum: Precedence = .additive, isLast: Bool = true) {
        let isEnclosed = expression.precedence < minimum && !(expression.isSigned && isLast)
        let isLast = isLast || isEnclosed
        write(isEnclosed ? "(" : "")
        switch expression {
        case .literal(let literal): write(literal)
        case .variable(let variable): write(variable.text)
        case .globalVariable(let text): write(text)
        case .column(let name): write(name)
        case .call(let call): write(call)
        case .unary(.bitwiseNot, let operand):
            write("~")
            write(operand, atLeast: .complement, isLast: isLast)
        case .unary(let sign, let operand):
            write(sign == .minus ? "-" : "+")
            // Two in a row begin a comment.
            write(operand.isSigned ? " " : "")
            write(operand, atLeast: .multiplicative)
        case .binary(let left, let binaryOperator, let right):
            let isSum = expression.precedence == .additive
            write(left, atLeast: expression.precedence, isLast: isSum)
            write(" \(binaryOperator.symbol) ")
            write(right, atLeast: isSum ? .multiplicative : .complement, isLast: isSum || isLast)
        case .caseOf(let expression): write(expression)
        case .conversion(let conversion): write(conversion)
        case .subquery(let query): write(subquery: query)
        case .collate(let operand, let collation):
            write(operand, atLeast: .collation, isLast: false)
            write(" COLLATE ")
            write(collation)
        }
        write(isEnclosed ? ")" : "")
    }

    mutating func write(_ call: FunctionCall) {
        if call.name.qualifiers.isEmpty, call.isBuiltIn {
            write(call.name.name.text)
        } else {
            write(call.name)
        }
        switch call.arguments {
        case .values(let values):
            write("(")
            list(values) { $0.write($1) }
            write(")")
        case .distinct(let value):
            write("(DISTINCT ")
            write(value)
            write(")")
        case .all: write("(*)")
        case .none: break
        }
    }

    private mutating func write(_ expression: CaseExpression) {
        write("CASE")
        switch expression.branches {
        case .simple(let input, let branches):
            write(" ")
            write(input)
            for branch in branches {
                write(" WHEN ")
                write(branch.value)
                write(" THEN ")
                write(branch.result)
            }
        case .searched(let branches):
            for branch in branches {
                write(" WHEN ")
                write(branch.condition)
                write(" THEN ")
                write(branch.result)
            }
        }
        if let otherwise = expression.otherwise {
            write(" ELSE ")
            write(otherwise)
        }
        write(" END")
    }

    private mutating func write(_ conversion: Conversion) {
        write(conversion.isTry ? "TRY_" : "")
        switch conversion.form {
        case .cast:
            write("CAST(")
            write(conversion.value)
            write(" AS ")
            write(conversion.type)
        case .convert:
            write("CONVERT(")
            write(conversion.type)
            write(", ")
            write(conversion.value)
            if let style = conversion.style {
                write(", ")
                write(style)
            }
        }
        write(")")
    }

    mutating func write(_ type: DataType) {
        write(type.name)
        switch type.size {
        case .none: break
        case .max: write("(max)")
        case .length(let length): write("(\(length))")
        case .precision(let precision, let scale): write("(\(precision), \(scale))")
        }
    }
}

extension Printer {
    /// How tightly the outermost operator of an expression binds, from the loosest.
    enum Precedence: UInt8, Comparable {
        case additive, multiplicative, complement, collation, primary

        static func < (left: Precedence, right: Precedence) -> Bool {
            left.rawValue < right.rawValue
        }
    }
}

extension Expression {
    /// Whether it begins with a sign that belongs to the whole.
    fileprivate var isSigned: Bool {
        switch self {
        case .unary(.minus, _), .unary(.plus, _): true
        default: false
        }
    }

    fileprivate var precedence: Printer.Precedence {
        switch self {
        case .binary(_, .multiply, _), .binary(_, .divide, _), .binary(_, .modulo, _): .multiplicative
        case .unary(.bitwiseNot, _): .complement
        // A sign stands before a product, so it binds no more tightly than a sum.
        case .binary, .unary: .additive
        case .collate: .collation
        default: .primary
        }
    }
}

extension FunctionCall {
    /// Whether the name is a reserved word that is a function's name nevertheless.
    fileprivate var isBuiltIn: Bool {
        switch (name.name.text.uppercased(), arguments) {
        case ("CURRENT_DATE", .none), ("CURRENT_TIME", .none), ("CURRENT_TIMESTAMP", .none), ("CURRENT_USER", .none),
            ("SESSION_USER", .none), ("SYSTEM_USER", .none), ("USER", .none):
            true
        case ("COALESCE", _), ("LEFT", _), ("NULLIF", _), ("RIGHT", _): true
        default: false
        }
    }
}

extension BinaryOperator {
    fileprivate var symbol: String {
        switch self {
        case .multiply: "*"
        case .divide: "/"
        case .modulo: "%"
        case .add: "+"
        case .subtract: "-"
        case .bitwiseAnd: "&"
        case .bitwiseExclusiveOr: "^"
        case .bitwiseOr: "|"
        }
    }
}
