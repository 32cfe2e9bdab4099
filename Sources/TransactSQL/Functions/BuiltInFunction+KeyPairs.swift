import KeyHierarchy

extension BuiltInFunction {
    /// Functions of certificates and asymmetric keys.
    static let keyPairs: [String: BuiltInFunction] = [
        "cert_id": number(of: .certificate),
        "asymkey_id": number(of: .asymmetricKey),
        "encryptbycert": encryption(.certificate),
        "encryptbyasymkey": encryption(.asymmetricKey),
        "decryptbycert": decryption(.certificate),
        "decryptbyasymkey": decryption(.asymmetricKey),
        "signbycert": signing(.certificate),
        "signbyasymkey": signing(.asymmetricKey),
        "verifysignedbycert": verification(.certificate),
        "verifysignedbyasymkey": verification(.asymmetricKey),
        "is_objectsigned": signature,
        "certencoded": BuiltInFunction(1...1, .varbinary(nil)) { call in
            try await call.certificate(at: 0).map { .binary($0.encoded) } ?? .null
        },
        "certprivatekey": BuiltInFunction(2...3, .varbinary(8000)) { call in
            guard let filePassword = try call.text(1), let pair = try await call.keyPair(.certificate, at: 0) else {
                return .null
            }
            try NotModelled.refuseBeyondASCII(filePassword)
            let password = try call.text(2).map { Password($0) }
            return try await call.use {
                try await $0.privateKeyFile(
                    ofCertificate: pair.name, in: call.context.state.database, under: Password(filePassword),
                    password: password)
            }
        },
        "certproperty": BuiltInFunction(2...2, .sqlVariant) { call in
            guard let property = try call.text(1)?.lowercased(), let certificate = try await call.certificate(at: 0)
            else {
                return .null
            }
            switch property {
            case "expiry_date": return .dateTime(certificate.expiryDate)
            case "start_date": return .dateTime(certificate.startDate)
            case "issuer_name": return .text(certificate.issuer)
            case "subject": return .text(certificate.subject)
            case "cert_serial_number": return .text(CertificatesView.serialNumber(of: certificate))
            case "sid": return .binary(PrincipalIdentifier.bytes(thumbprint: certificate.thumbprint))
            case "string_sid": return .text(PrincipalIdentifier.text(thumbprint: certificate.thumbprint))
            default: return .null
            }
        },
    ]

    /// `IS_OBJECTSIGNED`, whose answer comes from `sys.crypt_properties`: no object is signed here.
    private static let signature = BuiltInFunction(4...4, .int) { _ in .null }

    private static func number(of kind: KeyIdentifier.Kind) -> BuiltInFunction {
        BuiltInFunction(1...1, .int) { call in
            guard let name = try call.text(0) else { return .null }
            let context = call.context
            let permission: Permission =
                kind == .certificate
                ? .alterAnyCertificate(context.state.database) : .alterAnyAsymmetricKey(context.state.database)
            guard try await context.isGranted(permission) else { return .null }
            let database = try await context.currentDatabase().id
            return try await context.read { try $0.key(kind, named: name, in: database)?.id.number }
                .map { .int(Int64($0)) } ?? .null
        }
    }

    private static func encryption(_ kind: KeyIdentifier.Kind) -> BuiltInFunction {
        BuiltInFunction(2...2, .varbinary(8000)) { call in
            guard let plaintext = try call.bytes(1), let pair = try await call.keyPair(kind, at: 0) else {
                return .null
            }
            return try await call.use {
                try await $0.encrypt(plaintext, with: pair, in: call.context.state.database)
            }
        }
    }

    private static func decryption(_ kind: KeyIdentifier.Kind) -> BuiltInFunction {
        BuiltInFunction(2...3, .varbinary(8000)) { call in
            guard let ciphertext = try call.bytes(1), let pair = try await call.keyPair(kind, at: 0) else {
                return .null
            }
            let password = try call.text(2).map { Password($0) }
            return try await call.use {
                try await $0.decrypt(ciphertext, with: pair, in: call.context.state.database, password: password)
            }
        }
    }

    private static func signing(_ kind: KeyIdentifier.Kind) -> BuiltInFunction {
        BuiltInFunction(2...3, .varbinary(8000)) { call in
            guard let data = try call.bytes(1), let pair = try await call.keyPair(kind, at: 0) else { return .null }
            let password = try call.text(2).map { Password($0) }
            let header = call.context.signatureHeader
            return try await call.use {
                try await header
                    + $0.signature(
                        for: data, with: pair, in: call.context.state.database, password: password)
            }
        }
    }

    private static func verification(_ kind: KeyIdentifier.Kind) -> BuiltInFunction {
        BuiltInFunction(3...3, .int) { call in
            guard let data = try call.bytes(1), let signature = try call.bytes(2),
                let pair = try await call.keyPair(kind, at: 0)
            else { return .null }
            let header = call.context.signatureHeader
            guard signature.starts(with: header) else { return .int(0) }
            let isValid = try await call.context.translatingErrors {
                try await call.context.session.isValidSignature(
                    Array(signature.dropFirst(header.count)), for: data, with: pair, in: call.context.state.database)
            }
            return .int(isValid ? 1 : 0)
        }
    }
}

extension BuiltInCall {
    /// The certificate of the current database whose number an argument is; `nil` when there is none.
    func certificate(at index: Int) async throws -> Certificate? {
        guard let pair = try await keyPair(.certificate, at: index) else { return nil }
        return try await context.translatingErrors {
            try await context.session.certificate(pair.name, in: context.state.database)
        }
    }

    /// Uses a private or public key: what it gives, `NULL` when it gives nothing or there is no private key.
    ///
    /// - Throws: 15466 for a password that is wrong or missing, as functions answer, not statements.
    fileprivate func use(_ operation: (Session) async throws -> [UInt8]?) async throws -> SQLValue {
        do {
            return try await context.openingAutomatically {
                do {
                    return try await operation(context.session).map { .binary($0) } ?? .null
                } catch let error as HierarchyError where error.code == .noPrivateKey {
                    return .null
                }
            }
        } catch let failure as StatementFailure where [15556, 15334, 15397, 15465].contains(failure.number) {
            throw StatementFailure(15466)
        }
    }
}

extension ExecutionContext {
    /// What stands before a signature: nothing up to 2016, eight bytes since. Two of them were seen with two values, and what
    /// they mean is not known.
    fileprivate var signatureHeader: [UInt8] {
        switch version {
        case ..<SQLServerVersion.sql2017: []
        case ..<SQLServerVersion.sql2022: [1, 0, 5, 2, 4, 0, 0, 0]
        default: [1, 0, 7, 2, 4, 0, 0, 0]
        }
    }
}
