extension [Token] {
    /// Whether a token may be a secret, so that no message can have its text: a string, or what stands in place of one
    /// behind `PASSWORD =` and the like. Variables are none.
    func isSecret(at index: Int) -> Bool {
        switch self[index].kind {
        case .string, .nationalString: true
        case .variable: false
        default: isPlaceOfSecret(index)
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
