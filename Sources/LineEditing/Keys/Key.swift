/// What a person does at a keyboard, whatever bytes the terminal makes of it.
package enum Key: Hashable, Sendable {
    /// Characters that were typed, or a text that was pasted; only pasted text has line breaks, as `\n`.
    case text(String)
    /// A pasted text was longer than ``KeyDecoder/longestPaste``, and none of it is here.
    case oversizedPaste
    case enter
    /// A line break that does not submit: Alt-Enter.
    case lineBreak
    case tab
    case left, right, up, down, home, end
    case wordLeft, wordRight
    /// The first and the last place of the whole input: Alt-< and Alt->.
    case start, finish
    case backspace, delete
    /// Ctrl-D: the end of the input when nothing was typed, otherwise a deletion.
    case deleteOrEnd
    case killToLineEnd, killToLineStart, killWordLeft, killWordRight
    case yank
    case transpose
    /// Ctrl-R.
    case search
    /// Ctrl-G and Escape.
    case cancel
    /// Ctrl-C.
    case interrupt
    /// Ctrl-Z.
    case suspend
    /// Ctrl-L.
    case clearScreen
}
