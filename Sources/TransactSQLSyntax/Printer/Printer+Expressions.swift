extension Printer {
    /// Writes an expression, in parentheses if it binds less tightly than its place demands.
    mutating func write(_ expression: Expression, atLeast minimum: Precedence = .additive) {
        let isEnclosed = expression.precedence < minimum
        write(isEnclosed ? "(" : "")
        switch expression {
        case .literal(let literal): write(literal)
        case .variable(let variable): write(variable.text)
        case .globalVariable(let text): write(text)
        case .column(let name): write(name)
        case .call(let call): write(call)
        case .unary(.bitwiseNot, let operand):
            write("~")
            write(operand, atLeast: .complement)
        case .unary(let sign, let operand):
            write(sign == .minus ? "-" : "+")
            write(operand, atLeast: .multiplicative)
        case .binary(let left, let binaryOperator, let right):
            write(left, atLeast: expression.precedence)
            write(" \(binaryOperator.symbol) ")
            write(right, atLeast: expression.precedence == .additive ? .multiplicative : .complement)
        case .caseOf(let expression): write(expression)
        case .conversion(let conversion): write(conversion)
        case .subquery(let query): write(subquery: query)
        case .collate(let operand, let collation):
            write(operand, atLeast: .collation)
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
