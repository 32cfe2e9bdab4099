extension [Token] {
    /// Whether a token may be a secret, so that no message can have its text: a string, what stands in place of one
    /// behind `PASSWORD =` and the like, or what follows a string without a space, which is the rest of one with a
    /// quotation mark in it. Other variables are none.
    func isSecret(at index: Int) -> Bool {
        if isStuckToString(index) {
            return true
        }
        return switch self[index].kind {
        case .string, .nationalString: true
        case .variable: false
        default: isPlaceOfSecret(index)
        }
    }

    /// Whether a token follows a string, or a name in quotation marks, without a space, and is none that people write there.
    private func isStuckToString(_ index: Int) -> Bool {
        guard index >= 1, self[index - 1].end == self[index].start else {
            return false
        }
        switch (self[index - 1].kind, self[index].kind) {
        case (_, .comma), (_, .semicolon), (_, .rightParenthesis), (_, .plus), (_, .equal), (_, .endOfText),
            (_, .invalid):
            return false
        case (.quotedName, .dot): return false
        case (.string, _), (.nationalString, _), (.quotedName, _): return true
        default: return false
        }
    }

    /// Whether the token at an index, which may be the next one, stands where a secret belongs.
    func isPlaceOfSecret(_ index: Int) -> Bool {
        guard index >= 2, self[index - 1].kind == .equal else {
            return false
        }
        switch self[index - 2].keyword {
        case .password, .oldPassword, .newPassword, .secret, .keySource, .identityValue: return true
        default: return false
        }
    }
}
