/// Makes keys of the bytes that a terminal sends, in whatever pieces they come.
///
/// The sequences are those of xterm and of what imitates it: CSI and SS3 sequences of ECMA-48, modifiers as xterm adds them, and
/// pasted text between `ESC [ 200 ~` and `ESC [ 201 ~`.
package struct KeyDecoder: Sendable {
    /// The longest pasted text that is taken, in bytes.
    package static let longestPaste = 1 << 20
    /// No key has a longer sequence; a longer one is noise, and is dropped.
    private static let longestSequence = 32

    private enum State {
        case ground
        case escape
        case control([UInt8])
        case singleShift
        case character([UInt8], missing: Int)
        case paste
    }

    private var state = State.ground
    private var pasted: [UInt8] = []
    private var isPasteOversized = false
    private var text = ""

    /// Creates a decoder that has seen nothing.
    package init() {}

    /// Whether more bytes may still change what the last ones mean. When none come within some 50 ms, ``flush()`` says what
    /// they mean by themselves: a lone Escape is that key.
    package var isPending: Bool {
        switch state {
        case .ground, .paste: false
        case .escape, .control, .singleShift, .character: true
        }
    }

    /// Takes bytes, and returns the keys that are complete.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes { take(byte, &keys) }
        emitText(&keys)
        return keys
    }

    /// Ends a sequence that nothing followed.
    package mutating func flush() -> [Key] {
        defer { state = .ground }
        switch state {
        case .escape: return [.cancel]
        case .character: return [.text("\u{FFFD}")]
        case .ground, .control, .singleShift, .paste: return []
        }
    }

    private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
        switch state {
        case .ground: takeFirst(byte, &keys)
        case .escape: takeAfterEscape(byte, &keys)
        case .singleShift:
            state = .ground
            add(Self.key(final: byte, modifier: 1), &keys)
        case .control(var sequence):
            sequence.append(byte)
            if (0x40...0x7E).contains(byte) {
                state = .ground
                takeSequence(sequence, &keys)
            } else {
                state =
                    (0x20...0x3F).contains(byte) && sequence.count < Self.longestSequence
                    ? .control(sequence) : .ground
            }
        case .character(var bytes, let missing): takeContinuation(byte, &bytes, missing: missing, &keys)
        case .paste: takePasted(byte, &keys)
        }
    }

    private mutating func takeFirst(_ byte: UInt8, _ keys: inout [Key]) {
        switch byte {
        case 0x1B: state = .escape
        case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
        case 0xC2...0xDF: state = .character([byte], missing: 1)
        case 0xE0...0xEF: state = .character([byte], missing: 2)
        case 0xF0...0xF4: state = .character([byte], missing: 3)
        case 0x80...: text.unicodeScalars.append("\u{FFFD}")
        default: add(Self.key(control: byte), &keys)
        }
    }

    private mutating func takeContinuation(
        _ byte: UInt8, _ bytes: inout [UInt8], missing: Int, _ keys: inout [Key]
    ) {
        guard (0x80...0xBF).contains(byte) else {
            text.unicodeScalars.append("\u{FFFD}")
            state = .ground
            return take(byte, &keys)
        }
        bytes.append(byte)
        if missing > 1 {
            state = .character(bytes, missing: missing - 1)
        } else {
            state = .ground
            text += String(decoding: bytes, as: UTF8.self)
        }
    }

    private mutating func takeAfterEscape(_ byte: UInt8, _ keys: inout [Key]) {
        state = .ground
        switch byte {
        case UInt8(ascii: "["): state = .control([])
        case UInt8(ascii: "O"): state = .singleShift
        case 0x1B:
            // The first of two was the key; the second may begin a sequence.
            add(.cancel, &keys)
            state = .escape
        default: add(Self.key(alt: byte), &keys)
        }
    }

    private mutating func takeSequence(_ sequence: [UInt8], _ keys: inout [Key]) {
        let parameters = sequence.dropLast().split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) ?? 1 }
        let modifier = parameters.dropFirst().first ?? 1
        guard let final = sequence.last else { return }
        guard final == UInt8(ascii: "~") else { return add(Self.key(final: final, modifier: modifier), &keys) }
        switch parameters.first {
        case 200:
            emitText(&keys)
            (pasted, isPasteOversized, state) = ([], false, .paste)
        case 1, 7: add(.home, &keys)
        case 4, 8: add(.end, &keys)
        case 3: add(modifier == 1 ? .delete : .killWordRight, &keys)
        default: break
        }
    }

    private mutating func takePasted(_ byte: UInt8, _ keys: inout [Key]) {
        pasted.append(byte)
        if byte == UInt8(ascii: "~"), pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
            state = .ground
            keys.append(
                isPasteOversized
                    ? .oversizedPaste : .text(PastedText.cleaned(pasted.dropLast(Self.pasteEnd.count))))
            pasted = []
        } else if pasted.count > Self.longestPaste + Self.pasteEnd.count {
            // Only its end is still looked for.
            isPasteOversized = true
            pasted = Array(pasted.suffix(Self.pasteEnd.count))
        }
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    private mutating func add(_ key: Key?, _ keys: inout [Key]) {
        guard let key else { return }
        emitText(&keys)
        keys.append(key)
    }

    private mutating func emitText(_ keys: inout [Key]) {
        guard !text.isEmpty else { return }
        keys.append(.text(text))
        text = ""
    }
}
