#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SQLValue {
    /// The value as text of a type: cut to its length, and filled up with blanks for `char` and `nchar`.
    func text(from source: SQLType, to target: SQLType, style: Int) throws -> String {
        var text: String
        switch self {
        case .text(let value): text = target.isUnicode || !source.isUnicode ? value : SQLText.inCodePage(value)
        case .binary(let bytes):
            switch style {
            case 1: text = "0x" + Hexadecimal.text(of: bytes)
            case 2: text = Hexadecimal.text(of: bytes)
            default: text = SQLText.text(of: bytes, isUnicode: target.isUnicode)
            }
        case .date(let date), .dateTime(let date): text = try DateText.text(of: date, type: source, style: style)
        case .float(let number) where style == 0: text = FloatText.shortText(of: number)
        case .decimal(let amount) where source.name == .money: text = amount.moneyText(style: style)
        default: text = description
        }
        if let length = target.length {
            if case .int = self, text.utf16.count > length {
                // A number that does not fit is not cut: part of it would be another number.
                guard !target.isUnicode else {
                    throw StatementFailure(8115, source.name.rawValue, target.name.rawValue).endingBatch
                }
                return "*"
            }
            if text.utf16.count > length {
                // Neither is part of any other number, or of an identifier, the same.
                switch self {
                case .decimal, .float:
                    throw StatementFailure(8115, source.messageName, target.name.rawValue).endingBatch
                case .uniqueIdentifier: throw StatementFailure(8170).endingBatch
                default: text = SQLText.prefix(text, length)
                }
            }
            if target.name == .char || target.name == .nchar {
                text += String(repeating: " ", count: max(0, length - text.utf16.count))
            }
        }
        return text
    }

    /// The value as bytes of a type: cut to its length, and filled up with zeros for `binary`.
    func bytes(from source: SQLType, to target: SQLType, style: Int) throws -> [UInt8] {
        let bytes: [UInt8]
        var keepsEnd = false
        switch self {
        case .binary(let value): bytes = value
        case .uniqueIdentifier(let value): bytes = value.sqlServerBytes
        case .bit(let value): bytes = [value ? 1 : 0]
        case .int(let value):
            keepsEnd = true
            let width = source.isInteger ? source.integerWidth : 4
            bytes = (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        case .text(let text) where style == 1 || style == 2:
            let digits = style == 1 && text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
            guard style == 2 || digits.count < text.count, let value = Hexadecimal.bytes(of: digits) else {
                throw StatementFailure(8114, source.name.rawValue, target.name.rawValue).failingConversion
            }
            bytes = value
        case .text(let text): bytes = SQLText.bytes(of: text, isUnicode: source.isUnicode)
        default: throw Self.notAllowed(source, target)
        }
        guard let length = target.length else { return bytes }
        let cut = keepsEnd ? Array(bytes.suffix(length)) : Array(bytes.prefix(length))
        guard target.name == .binary else { return cut }
        let zeros = [UInt8](repeating: 0, count: length - cut.count)
        return keepsEnd ? zeros + cut : cut + zeros
    }
}
