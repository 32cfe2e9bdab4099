/// Which of a key's protectors is meant.
public enum ProtectorSelection: Hashable, Sendable {
    /// The one in a slot.
    case slot(Int32)
    /// The one with a label, if no other one of the key has it.
    case label(String)
}

extension [KeyEncryption] {
    /// Returns the encryption that is meant.
    ///
    /// - Parameter key: What the key is called, for messages.
    /// - Throws: ``HierarchyError/Code-swift.struct/wrongDecryptor`` when there is none, or more than one of that label.
    func encryption(_ selection: ProtectorSelection, of key: some CustomStringConvertible) throws -> KeyEncryption {
        let found =
            switch selection {
            case .slot(let slot): filter { $0.id.slot == slot }
            case .label(let label): filter { $0.label == label }
            }
        guard let encryption = found.first, found.count == 1 else {
            throw HierarchyError.noSuchProtector(selection, of: key, count: found.count, among: self)
        }
        return encryption
    }
}

extension HierarchyError {
    fileprivate static func noSuchProtector(
        _ selection: ProtectorSelection,
        of key: some CustomStringConvertible,
        count: Int,
        among encryptions: [KeyEncryption]
    ) -> HierarchyError {
        let what =
            switch selection {
            case .slot(let slot): "in slot \(slot)"
            case .label(let label): "labelled '\(label)'"
            }
        let present = encryptions.map { "\($0.id.slot) '\($0.label)'" }.joined(separator: ", ")
        return HierarchyError(
            .wrongDecryptor,
            count == 0 ? "The \(key) has no protector \(what)." : "The \(key) has \(count) protectors \(what).",
            advice: encryptions.isEmpty
                ? "It has none at all." : "It has, by slot: \(present)." + (count > 1 ? " Name the slot." : ""))
    }
}
