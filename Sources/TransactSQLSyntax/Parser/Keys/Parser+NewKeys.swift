// What asymmetric and symmetric keys have in common.
extension Parser {
    /// Reads `= name` of an algorithm.
    mutating func keyAlgorithm<Algorithm: KeyAlgorithm>() throws(Interruption) -> Algorithm {
        try expect(.equal)
        guard kind == .word, let algorithm = Algorithm(rawValue: capitals(of: token)),
            algorithm.isCurrent || allowsOldAlgorithms
        else {
            throw fail()
        }
        advance()
        return algorithm
    }

    /// Whether the names of algorithms that are no longer created belong to the syntax.
    var allowsOldAlgorithms: Bool {
        options.compatibilityLevel <= 120
    }

    /// Reads an option of a key that a provider keeps, each once.
    mutating func providerOption(
        name: inout StringLiteral?,
        disposition: inout CreationDisposition?
    ) throws(Interruption) {
        switch keyword {
        case .providerKeyName where name == nil:
            advance()
            name = try assignedString()
        case .creationDisposition where disposition == nil:
            advance()
            disposition = try creationDisposition()
        default:
            throw fail()
        }
    }

    private mutating func creationDisposition() throws(Interruption) -> CreationDisposition {
        try expect(.equal)
        if accept(.createNew) {
            return .createNew
        }
        try expect(.openExisting)
        return .openExisting
    }

    /// Reads the name of a key that is dropped, and `REMOVE PROVIDER KEY` if it is there.
    mutating func droppedKey() throws(Interruption) -> (Identifier, removesProviderKey: Bool) {
        let name = try identifier()
        guard accept(.remove) else {
            return (name, false)
        }
        try expect(.provider, .key)
        return (name, true)
    }
}
