#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SQLValue {
    /// The value as one of another type.
    ///
    /// - Parameters:
    ///   - source: The type that it has, which tells varchar from nvarchar and int from bigint.
    ///   - target: The type that it is to have.
    ///   - style: The style of `CONVERT`, for dates and bytes as text; 0 when none is given.
    /// - Throws: ``StatementFailure`` 245, 8114, 8115, 241, 8169 or 529; 701 when the result is too large.
    func converted(from source: SQLType, to target: SQLType, style: Int = 0) throws -> SQLValue {
        guard !isNull, target.name != .sqlVariant else { return self }
        switch target.name {
        case .bit: return .bit(try bit(from: source))
        case .tinyint, .smallint, .int, .bigint: return .int(try integer(from: source, to: target))
        case .decimal, .money: return .decimal(try decimal(from: source, to: target))
        case .float, .real: return .float(try float(from: source, to: target))
        case .char, .varchar, .nchar, .nvarchar, .sysname:
            return try Self.text(text(from: source, to: target, style: style)).bounded()
        case .binary, .varbinary: return try Self.binary(bytes(from: source, to: target, style: style)).bounded()
        case .uniqueidentifier: return .uniqueIdentifier(try uniqueIdentifier(from: source))
        case .date:
            let time = CivilTime(try date(from: source, to: target))
            return SQLValue(time, target) ?? .null
        case .datetime, .datetime2: return .dateTime(try date(from: source, to: target))
        case .sqlVariant: return self
        }
    }

    private func bit(from source: SQLType) throws -> Bool {
        switch self {
        case .bit(let value): return value
        case .int(let value): return value != 0
        case .decimal(let value): return value.digits != 0
        case .float(let value): return value != 0
        case .binary(let bytes): return bytes.contains { $0 != 0 }
        case .text(let text):
            switch text.trimmed.lowercased() {
            case "true": return true
            case "false": return false
            default: return try integer(from: source, to: .bit) != 0
            }
        default: throw Self.notAllowed(source, .bit)
        }
    }

    private func integer(from source: SQLType, to target: SQLType) throws -> Int64 {
        let number: Int64?
        switch self {
        case .bit(let value): number = value ? 1 : 0
        case .int(let value): number = value
        case .decimal(let value): number = Int64(exactly: value.wholePart)
        case .float(let value): number = Int64(exactly: value.rounded(.towardZero))
        case .dateTime(let date) where source.name == .datetime: number = Int64(Self.days(to: date).rounded())
        case .binary(let bytes):
            let width = target.integerWidth
            let bits = bytes.suffix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            number =
                switch width {
                case 1: Int64(UInt8(truncatingIfNeeded: bits))
                case 2: Int64(Int16(truncatingIfNeeded: bits))
                case 4: Int64(Int32(truncatingIfNeeded: bits))
                default: Int64(bitPattern: bits)
                }
        case .text(let text):
            let trimmed = text.trimmed
            guard trimmed.isEmpty || Int64(trimmed) != nil else {
                // A server shows the text, which may be a password.
                throw StatementFailure(245, source.name.rawValue, "…", target.name.rawValue).failingConversion
            }
            number = Int64(trimmed) ?? 0
        default: throw Self.notAllowed(source, target)
        }
        guard let number, target.integerRange.contains(number) else {
            throw StatementFailure(8115, source.name.rawValue, target.name.rawValue).endingBatch
        }
        return number
    }

    private func decimal(from source: SQLType, to target: SQLType) throws -> SQLDecimal {
        let scale = target.scale ?? 0
        let value: SQLDecimal?
        switch self {
        case .bit(let bit): value = SQLDecimal(bit ? 1 : 0).rescaled(to: scale)
        case .int(let number): value = SQLDecimal(number).rescaled(to: scale)
        case .decimal(let number): value = number.rescaled(to: scale)
        case .float(let number): value = SQLDecimal(number, scale: scale)
        case .text(let text):
            let trimmed = text.trimmed
            // An amount of money is taken with its sign and commas, and an empty one is 0.
            let digits = target.name == .money ? NumberText.withoutCurrency(trimmed) : trimmed
            guard NumberText.isDecimal(digits) else {
                guard target.name != .money else { throw StatementFailure(235).endingBatch }
                throw StatementFailure(8114, source.name.rawValue, target.messageName).failingConversion
            }
            value = SQLDecimal(digits)?.rescaled(to: scale)
        default: throw Self.notAllowed(source, target)
        }
        guard let value, value.fits(target) else {
            throw StatementFailure(8115, source.messageName, target.messageName).endingBatch
        }
        return value
    }

    private func float(from source: SQLType, to target: SQLType) throws -> Double {
        switch self {
        case .bit(let value): return value ? 1 : 0
        case .int(let value): return Double(value)
        case .decimal(let value): return Double(value.description) ?? 0
        case .float(let value): return value
        case .dateTime(let date) where source.name == .datetime: return Self.days(to: date)
        case .text(let text):
            let trimmed = text.trimmed
            if trimmed.isEmpty { return 0 }
            guard NumberText.isFloat(trimmed), let value = Double(trimmed), value.isFinite else {
                throw StatementFailure(8114, source.name.rawValue, "float").failingConversion
            }
            return value
        default: throw Self.notAllowed(source, target)
        }
    }

    private func uniqueIdentifier(from source: SQLType) throws -> UUID {
        switch self {
        case .uniqueIdentifier(let value): return value
        case .binary(let bytes):
            guard let value = UUID(sqlServerBytes: bytes + [UInt8](repeating: 0, count: max(0, 16 - bytes.count)))
            else { throw Self.notAllowed(source, .uniqueidentifier) }
            return value
        case .text(let text):
            let bare = text.hasPrefix("{") ? Substring(text).dropFirst() : Substring(text)
            guard let value = UUID(uuidString: String(bare.prefix(36))) else {
                throw StatementFailure(8169).failingConversion
            }
            return value
        default: throw Self.notAllowed(source, .uniqueidentifier)
        }
    }

    private func date(from source: SQLType, to target: SQLType) throws -> Date {
        switch self {
        case .date(let value), .dateTime(let value): return value
        case .int(let days) where Self.datetimeDays.contains(Double(days)): return Self.date(Double(days))
        case .float(let days) where Self.datetimeDays.contains(days): return Self.date(days)
        case .decimal(let days):
            let days = Double(days.description) ?? 0
            guard Self.datetimeDays.contains(days) else {
                throw StatementFailure(8115, source.messageName, target.name.rawValue).endingBatch
            }
            return Self.date(days)
        case .text(let text):
            guard let time = DateText.time(text) else { throw StatementFailure(241).failingConversion }
            guard let date = time.date, target.name != .datetime || time.year >= 1753 else {
                guard target.name == .datetime else { throw StatementFailure(241).failingConversion }
                throw StatementFailure(242, source.name.rawValue, "datetime").endingBatch
            }
            return date
        default: throw Self.notAllowed(source, target)
        }
    }

    /// The days that a `datetime` can be away from the beginning of 1900: 1753 to 9999.
    private static let datetimeDays = -53_690.0..<2_958_464.0

    /// A number as a `datetime`: days since the beginning of 1900.
    private static func date(_ days: Double) -> Date {
        Date(timeIntervalSince1970: (days - 25_567) * 86_400)
    }

    private static func days(to date: Date) -> Double {
        date.timeIntervalSince1970 / 86_400 + 25_567
    }

    static func notAllowed(_ source: SQLType, _ target: SQLType) -> StatementFailure {
        StatementFailure(529, source.name.rawValue, target.name.rawValue).endingBatch
    }
}

extension SQLType {
    /// The bytes of a whole number.
    var integerWidth: Int {
        switch name {
        case .bit, .tinyint: 1
        case .smallint: 2
        case .bigint: 8
        default: 4
        }
    }

    /// The whole numbers that the type holds.
    var integerRange: ClosedRange<Int64> {
        switch name {
        case .tinyint: 0...255
        case .smallint: -32_768...32_767
        case .bigint: Int64.min...Int64.max
        default: Int64(Int32.min)...Int64(Int32.max)
        }
    }
}

extension String {
    /// The text without blanks at both ends.
    var trimmed: String {
        var text = SQLText.trimmingEnd(self)
        while text.first == " " { text.removeFirst() }
        return String(text)
    }
}
