/// A call of a function, with its arguments calculated.
struct BuiltInCall {
    let arguments: [SQLValue]
    let types: [SQLType?]
    let context: ExecutionContext

    /// An argument, `NULL` when it was left out.
    subscript(index: Int) -> SQLValue {
        index < arguments.count ? arguments[index] : .null
    }

    /// The type of an argument.
    func type(_ index: Int) -> SQLType? {
        index < types.count ? types[index] : nil
    }

    /// An argument as text; `nil` for `NULL`.
    func text(_ index: Int) throws -> String? {
        guard case .text(let text) = try self[index].converted(from: type(index) ?? .int, to: .nvarchar(nil)) else {
            return nil
        }
        return text
    }

    /// An argument as a whole number; `nil` for `NULL`.
    func int(_ index: Int) throws -> Int? {
        guard case .int(let number) = try self[index].converted(from: type(index) ?? .int, to: .bigint) else {
            return nil
        }
        return Int(number)
    }

    /// An argument as bytes, as the functions of cryptography take text and bytes; `nil` for `NULL`.
    func bytes(_ index: Int) throws -> [UInt8]? {
        let source = type(index) ?? .varbinary(nil)
        guard case .binary(let bytes) = try self[index].converted(from: source, to: .varbinary(nil)) else { return nil }
        return bytes
    }
}
