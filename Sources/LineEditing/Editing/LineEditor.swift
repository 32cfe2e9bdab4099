/// Edits one input of one or more lines: a state, and what each key makes of it. It knows no terminal.
///
/// An input is submitted by Enter at its end when it is complete; Enter elsewhere breaks the line.
package struct LineEditor: Sendable {
    /// What a key came to.
    package enum Outcome: Hashable, Sendable {
        /// The input goes on.
        case editing
        /// The key does nothing here.
        case rejected
        /// The input is done; the editor is empty again.
        case submitted(String)
        /// The input was thrown away.
        case interrupted
        /// Ctrl-D on an empty input.
        case endOfInput
        /// The process is to be stopped.
        case suspended
        /// The screen is to be cleared.
        case clearScreen
    }

    /// A search in the history.
    package struct Search: Hashable, Sendable {
        /// What is searched for.
        package var text = ""
        /// The entry that was found, as an index; the number of entries before anything was found.
        package var index: Int
        /// Whether the last key found nothing.
        package var hasFailed = false
    }

    /// The longest input, in UTF-8 bytes.
    package static let longestInput = KeyDecoder.longestPaste

    /// The input.
    package private(set) var buffer = LineBuffer()
    /// The search that is under way.
    package private(set) var search: Search?
    /// What Tab found that could stand here, when that is more than one text.
    package private(set) var candidates: [String] = []
    /// What can be called back. Whoever runs the editor decides what is added, between two inputs: the present one is
    /// forgotten.
    package var history: History {
        didSet { reset() }
    }

    private let isComplete: @Sendable (String) -> Bool
    private let completions: @Sendable (String) -> Completions

    /// The entry that is shown, as an index; the number of entries when it is the input itself.
    private var position: Int
    /// The input, while an entry is shown in its place.
    private var draft = LineBuffer()
    private var killed = ""
    /// Deletions that follow one another are yanked together.
    private var isKilling = false

    /// Creates an editor.
    ///
    /// - Parameters:
    ///   - history: What can be called back.
    ///   - isComplete: Whether Enter submits an input.
    ///   - completions: What could stand at the end of a text: what Tab offers.
    package init(
        history: History = History(),
        isComplete: @escaping @Sendable (String) -> Bool,
        completions: @escaping @Sendable (String) -> Completions = { _ in Completions() }
    ) {
        self.history = history
        self.isComplete = isComplete
        self.completions = completions
        position = history.entries.count
    }

    /// Does what a key asks for.
    package mutating func handle(_ key: Key) -> Outcome {
        candidates = []
        if search != nil, let outcome = handleInSearch(key) { return outcome }
        let wasKilling = isKilling
        isKilling = false
        switch key {
        case .text(let text): return insert(text)
        case .oversizedPaste: return .rejected
        case .enter: return enter()
        case .lineBreak: return insert("\n")
        case .tab: return complete()
        case .left: return move { $0.moveLeft() }
        case .right: return move { $0.moveRight() }
        case .home: return move { $0.moveToLineStart() }
        case .end: return move { $0.moveToLineEnd() }
        case .start: return move { $0.moveToStart() }
        case .finish: return move { $0.moveToEnd() }
        case .wordLeft: return move { $0.moveWordLeft() }
        case .wordRight: return move { $0.moveWordRight() }
        case .up: return buffer.moveUp() ? .editing : show(position - 1)
        case .down: return buffer.moveDown() ? .editing : show(position + 1)
        case .backspace: return buffer.deleteLeft() == nil ? .rejected : .editing
        case .delete: return buffer.deleteRight() == nil ? .rejected : .editing
        case .deleteOrEnd:
            if buffer.isEmpty { return .endOfInput }
            return buffer.deleteRight() == nil ? .rejected : .editing
        case .killToLineEnd: return kill(buffer.deleteToLineEnd(), isForward: true, continuing: wasKilling)
        case .killToLineStart: return kill(buffer.deleteToLineStart(), isForward: false, continuing: wasKilling)
        case .killWordLeft: return kill(buffer.deleteWordLeft(), isForward: false, continuing: wasKilling)
        case .killWordRight: return kill(buffer.deleteWordRight(), isForward: true, continuing: wasKilling)
        case .yank: return killed.isEmpty ? .rejected : insert(killed)
        case .transpose: return buffer.transpose() ? .editing : .rejected
        case .search:
            search = Search(index: history.entries.count)
            return .editing
        case .cancel: return .rejected
        case .interrupt:
            reset()
            return .interrupted
        case .suspend: return .suspended
        case .clearScreen: return .clearScreen
        }
    }

    /// Forgets the input, and what was deleted from it, which may have been a password.
    private mutating func reset() {
        buffer = LineBuffer()
        draft = LineBuffer()
        killed = ""
        search = nil
        position = history.entries.count
    }

    private mutating func insert(_ text: String) -> Outcome {
        guard buffer.before.utf8.count + buffer.after.utf8.count + text.utf8.count <= Self.longestInput else {
            return .rejected
        }
        buffer.insert(text)
        return .editing
    }

    private mutating func move(_ motion: (inout LineBuffer) -> Void) -> Outcome {
        let old = buffer.after.utf8.count
        motion(&buffer)
        return buffer.after.utf8.count == old ? .rejected : .editing
    }

    private mutating func enter() -> Outcome {
        let text = buffer.text
        guard buffer.after.allSatisfy(\.isWhitespace), isComplete(text) else { return insert("\n") }
        reset()
        return .submitted(text)
    }

    private mutating func kill(_ text: String, isForward: Bool, continuing: Bool) -> Outcome {
        guard !text.isEmpty else { return .rejected }
        isKilling = true
        killed = continuing ? (isForward ? killed + text : text + killed) : text
        return .editing
    }

    private mutating func complete() -> Outcome {
        let found = completions(buffer.before)
        let replaced = buffer.before.suffix(found.replacedCount)
        let prefix = found.commonPrefix
        if found.candidates.count > 1 { candidates = found.candidates }
        guard !prefix.isEmpty, prefix != replaced, prefix.count >= replaced.count else {
            return candidates.isEmpty ? .rejected : .editing
        }
        buffer.replace(last: found.replacedCount, with: prefix)
        return .editing
    }

    /// Shows an entry of the history, or the input behind the last one.
    private mutating func show(_ index: Int) -> Outcome {
        guard (0...history.entries.count).contains(index), index != position else { return .rejected }
        if position == history.entries.count { draft = buffer }
        position = index
        buffer = index == history.entries.count ? draft : LineBuffer(history.entries[index])
        return .editing
    }

    /// Handles a key while a search is under way; returns `nil` for a key that ends it and then does what it does elsewhere.
    private mutating func handleInSearch(_ key: Key) -> Outcome? {
        guard var current = search else { return nil }
        switch key {
        case .text(let text):
            current.text += text
            find(in: &current, before: min(current.index + 1, history.entries.count))
        case .search: find(in: &current, before: current.index)
        case .backspace:
            guard current.text.popLast() != nil else { return .rejected }
            find(in: &current, before: history.entries.count)
        case .cancel:
            search = nil
            return .editing
        case .interrupt:
            search = nil
            return nil
        default:
            search = nil
            if current.index < history.entries.count { _ = show(current.index) }
            // Enter takes the entry to be looked at; the next one runs it.
            return key == .enter ? .editing : nil
        }
        search = current
        return current.hasFailed ? .rejected : .editing
    }

    private func find(in search: inout Search, before index: Int) {
        let found = search.text.isEmpty ? nil : history.index(of: search.text, before: index)
        search.hasFailed = found == nil && !search.text.isEmpty
        search.index = found ?? (search.text.isEmpty ? history.entries.count : search.index)
    }
}
