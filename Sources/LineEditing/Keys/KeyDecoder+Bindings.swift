/// Which keys the sequences stand for: the bindings of Emacs, as in the shells that people know.
extension KeyDecoder {
    /// The key of a control character.
    static func key(control byte: UInt8) -> Key? {
        switch byte {
        case 0x01: .home
        case 0x02: .left
        case 0x03: .interrupt
        case 0x04: .deleteOrEnd
        case 0x05: .end
        case 0x06: .right
        case 0x07: .cancel
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x0B: .killToLineEnd
        case 0x0C: .clearScreen
        case 0x0E: .down
        case 0x10: .up
        case 0x12: .search
        case 0x14: .transpose
        case 0x15: .killToLineStart
        case 0x17: .killWordLeft
        case 0x19: .yank
        case 0x1A: .suspend
        default: nil
        }
    }

    /// The key of a byte that comes behind Escape, which is how terminals send Alt.
    static func key(alt byte: UInt8) -> Key? {
        switch byte {
        case UInt8(ascii: "b"), UInt8(ascii: "B"): .wordLeft
        case UInt8(ascii: "f"), UInt8(ascii: "F"): .wordRight
        case UInt8(ascii: "d"), UInt8(ascii: "D"): .killWordRight
        case UInt8(ascii: "<"): .start
        case UInt8(ascii: ">"): .finish
        case 0x08, 0x7F: .killWordLeft
        case 0x0A, 0x0D: .lineBreak
        default: nil
        }
    }

    /// The key of a sequence by its final byte.
    ///
    /// - Parameter modifier: xterm's number for the modifiers: 1 for none, and with Shift 1, Alt 2, Control 4 added to that.
    static func key(final byte: UInt8, modifier: Int) -> Key? {
        // With Alt or Control an arrow goes farther.
        let isFar = (modifier &- 1) & 0b110 != 0
        return switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): isFar ? .wordRight : .right
        case UInt8(ascii: "D"): isFar ? .wordLeft : .left
        case UInt8(ascii: "F"): isFar ? .finish : .end
        case UInt8(ascii: "H"): isFar ? .start : .home
        default: nil
        }
    }
}
