extension Parser {
    mutating func addSignatureStatement() throws(Interruption) -> Statement.Kind {
        try expect(.add)
        let isCounter = accept(.counter)
        try expect(.signature, .to)
        let module = try securable()
        try expect(.by)
        var signers: [SignatureStatement.Signer] = []
        repeat {
            let key = try signingKey()
            signers.append(SignatureStatement.Signer(key: key, source: try signatureSource()))
        } while accept(.comma)
        return .signature(.add(isCounter: isCounter, to: module, by: signers))
    }

    mutating func dropSignature() throws(Interruption) -> SignatureStatement {
        let isCounter = accept(.counter)
        try expect(.signature, .from)
        let module = try securable()
        try expect(.by)
        var keys: [SignatureStatement.SigningKey] = []
        repeat {
            keys.append(try signingKey())
        } while accept(.comma)
        return .drop(isCounter: isCounter, from: module, by: keys)
    }

    private mutating func signingKey() throws(Interruption) -> SignatureStatement.SigningKey {
        if accept(.certificate) {
            return .certificate(try identifier())
        }
        try expect(.asymmetric, .key)
        return .asymmetricKey(try identifier())
    }

    private mutating func signatureSource() throws(Interruption) -> SignatureStatement.Source {
        guard accept(.with) else {
            return .privateKey
        }
        if accept(.signature) {
            try expect(.equal)
            return .signature(try bytes())
        }
        return .privateKeyUnderPassword(try password())
    }

    /// Reads `[class::]name`.
    mutating func securable() throws(Interruption) -> Securable {
        var words: [String] = []
        let length = (0..<Self.maximumClassLength).first { token(ahead: $0).kind == .doubleColon } ?? 0
        for _ in 0..<length {
            words.append(try optionName())
        }
        if length > 0 {
            try expect(.doubleColon)
        }
        let name = try qualifiedName()
        return Securable(securableClass: length > 0 ? words.joined(separator: " ") : nil, name: name)
    }

    /// One more than the words of the longest class, such as `XML SCHEMA COLLECTION` or `DATABASE SCOPED CREDENTIAL`.
    private static var maximumClassLength: Int { 5 }
}
