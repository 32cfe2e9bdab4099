import Synchronization

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Session {
    /// Returns the facts about the certificates of a database, by their numbers.
    ///
    /// - Parameter database: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (ALTER ANY CERTIFICATE), `noSuchDatabase`,
    ///   `corrupted`.
    public func certificates(in database: DatabaseName) async throws -> [Certificate] {
        try await storedKeys(.certificate, in: database).map { try Certificate($0) }
    }

    /// Returns the facts about a certificate.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func certificate(_ name: String, in database: DatabaseName) async throws -> Certificate {
        try requireNotClosed()
        return try Certificate(try await storedKey(.certificate, named: name, in: database))
    }

    /// Creates a certificate that signs itself, with a new RSA key: `CREATE CERTIFICATE … WITH SUBJECT`.
    ///
    /// Making the key takes from a tenth of a second to some seconds; it happens on a thread of its own.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - database: The database.
    ///   - subject: Whom the certificate is about, 1 to 64 characters (RFC 5280's bound for a common name).
    ///   - startDate: From when on it is valid; now, unless another date is given.
    ///   - expiryDate: Until when it is valid; a year after the start, unless another date is given.
    ///   - protector: What protects the private key.
    /// - Returns: The facts about the certificate.
    /// - Throws: ``HierarchyError`` with the code `invalidName`, `noSuchDatabase`, `permissionDenied`, `keyExists`,
    ///   `masterKeyClosed`, `passwordRefused`.
    @discardableResult
    public func createCertificate(
        _ name: String,
        in database: DatabaseName,
        subject: String,
        startDate: Date? = nil,
        expiryDate: Date? = nil,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws -> Certificate {
        try await audited(.createKey, .certificate(name, in: database)) {
            guard 1...Self.maximumSubjectCount ~= subject.count else {
                throw HierarchyError.invalidSubject(atMost: Self.maximumSubjectCount)
            }
            let (record, placement) = try await prepareNewKeyPair(.certificate(name), in: database, protector)
            let start = startDate ?? hierarchy.options.now()
            let version = hierarchy.options.sqlServerVersion
            let privateKey = try await RSAPrivateKey.generate(bits: version.certificateKeyLength)
            var serial = try hierarchy.options.random.bytes(16)
            // RFC 5280 wants serial numbers above 0, and of one length they look alike.
            serial[0] = serial[0] & 0x7F | 0x40
            let sign =
                version.signsWithSHA1
                ? X509Certificate.legacySelfSignedWithSHA1 : X509Certificate.selfSigned
            let certificate = try HierarchyError.refusingKeyData { () throws(CryptographyError) in
                try sign(
                    subject, try Self.seconds(start),
                    try Self.seconds(expiryDate ?? start.addingTimeInterval(Self.year)),
                    privateKey, serial)
            }
            return try Certificate(
                try await create(
                    .certificate(name), in: record, details: CertificateDetails(certificate: Data(certificate.der)),
                    privateKey: privateKey, placement
                ) { store in try store.requireNoCertificate(certificate, in: record.id, name: name) })
        }
    }

    /// Takes a certificate in that was made elsewhere: `CREATE CERTIFICATE … FROM`.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - database: The database.
    ///   - encoded: The certificate, X.509 in DER.
    ///   - privateKey: Its private key, if it is to have one.
    ///   - protector: What protects the private key. Without one it is not asked for.
    /// - Returns: The facts about the certificate.
    /// - Throws: As ``createCertificate(_:in:subject:startDate:expiryDate:protectedBy:)``, `invalidKeyData`,
    ///   `mismatchedPrivateKey`.
    @discardableResult
    public func importCertificate(
        _ name: String,
        in database: DatabaseName,
        encoded: [UInt8],
        privateKey: PrivateKey? = nil,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws -> Certificate {
        try await audited(.createKey, .certificate(name, in: database)) {
            let certificate = try HierarchyError.refusingKeyData { () throws(CryptographyError) in
                try X509Certificate(der: encoded)
            }
            if let privateKey, privateKey.key.publicKey != certificate.publicKey {
                throw HierarchyError.mismatchedPrivateKey(.certificate)
            }
            return try await importCertificate(
                name, in: database, certificate, privateKey: privateKey?.key, protectedBy: protector)
        }
    }

    /// Takes a certificate and its private key in from a PFX: `CREATE CERTIFICATE … FROM FILE … WITH FORMAT = 'PFX'`.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - database: The database.
    ///   - pfx: A PKCS #12 file (RFC 7292) in DER, with one RSA key of 384 to 4096 bits and its certificate, of at most 256
    ///     KiB. Certificates of others in it are passed over.
    ///   - password: The password of the file; `nil` for the empty one. No policy is asked.
    ///   - protector: What protects the private key.
    /// - Returns: The facts about the certificate.
    /// - Throws: As ``createCertificate(_:in:subject:startDate:expiryDate:protectedBy:)``; `privateKeyPassword` (15465) when
    ///   the password is another one, or the file was changed; `invalidKeyData`, also for a file that asks for more than
    ///   5,000,000 iterations.
    @discardableResult
    public func importCertificate(
        _ name: String,
        in database: DatabaseName,
        pfx: [UInt8],
        password: Password?,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws -> Certificate {
        try await audited(.createKey, .certificate(name, in: database)) {
            // First of all: who may not create certificates may not have passwords tried either.
            try await require(.alterAnyCertificate(database))
            let contents: PKCS12
            do {
                contents = try await PKCS12(decoding: pfx, password: password ?? "")
            } catch let error as CryptographyError where error.code == .notAuthentic {
                throw HierarchyError.invalidPrivateKeyPassword(advice: error.message)
            } catch let error as CryptographyError where error.code != .libraryFailure {
                throw HierarchyError.invalidKeyData(error.message, cause: error)
            }
            return try await importCertificate(
                name, in: database, contents.certificate, privateKey: contents.key, protectedBy: protector)
        }
    }

    private func importCertificate(
        _ name: String,
        in database: DatabaseName,
        _ certificate: X509Certificate,
        privateKey: RSAPrivateKey?,
        protectedBy protector: PrivateKeyProtector
    ) async throws -> Certificate {
        let (record, placement) = try await prepareNewKeyPair(
            .certificate(name), in: database, privateKey == nil ? nil : protector)
        return try Certificate(
            try await create(
                .certificate(name), in: record, details: CertificateDetails(certificate: Data(certificate.der)),
                privateKey: privateKey, placement
            ) { store in try store.requireNoCertificate(certificate, in: record.id, name: name) })
    }

    /// Gives a certificate that has none its private key: `ALTER CERTIFICATE … WITH PRIVATE KEY (FILE = …)`.
    ///
    /// One that the master key does not open, since force has given it up, or since it is damaged, counts for none.
    ///
    /// - Parameters:
    ///   - privateKey: The private key.
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - protector: What protects it.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyExists` when the
    ///   certificate has a private key, `mismatchedPrivateKey`, `masterKeyClosed`, `passwordRefused`.
    public func importPrivateKey(
        _ privateKey: PrivateKey,
        ofCertificate name: String,
        in database: DatabaseName,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws {
        try await audited(.alterKey, .certificate(name, in: database)) {
            let stored = try await storedKey(.certificate, named: name, in: database, verb: "alter")
            guard try await hasLostPrivateKey(stored) else { throw HierarchyError.privateKeyExists() }
            guard privateKey.key.publicKey == (try stored.publicKey) else {
                throw HierarchyError.mismatchedPrivateKey(.certificate)
            }
            let placement = try await prepare(protector, in: stored.database, for: stored)
            try await change(stored, verb: "alter") { present, store, environment in
                // What is under the master key changes with that, and leaves the version of the record as it is.
                guard try stored.isCurrent(in: store) else { throw HierarchyError.changedMeanwhile(stored.subject) }
                for encryption in stored.encryptions { try store.removeEncryption(encryption.id) }
                try placement.put(privateKey.key, of: present.id, into: store, environment)
            }
        }
    }

    /// Whether a certificate has no private key, or one under the master key that this does not open.
    private func hasLostPrivateKey(_ stored: StoredKey) async throws -> Bool {
        guard stored.passwords.isEmpty else { return false }
        do {
            _ = try await privateKey(of: stored, password: nil)
            return false
        } catch let error as HierarchyError where error.code == .noPrivateKey || error.code == .corrupted {
            return true
        } catch let error as HierarchyError where error.code == .masterKeyClosed {
            return false
        }
    }

    /// Says whether Service Broker may begin dialogs with a certificate:
    /// `ALTER CERTIFICATE … WITH ACTIVE FOR BEGIN_DIALOG`.
    ///
    /// - Parameters:
    ///   - isActive: Whether it may.
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func setActiveForBeginDialog(
        _ isActive: Bool,
        certificate name: String,
        in database: DatabaseName
    ) async throws {
        try await audited(.alterKey, .certificate(name, in: database)) {
            let stored = try await storedKey(.certificate, named: name, in: database, verb: "alter")
            try await change(stored, verb: "alter") { present, store, _ in
                var details = try CertificateDetails(present)
                details.isActiveForBeginDialog = isActive
                var record = present
                record.details = try details.encoded()
                try store.put(record)
            }
        }
    }

    /// The longest subject in characters: RFC 5280's bound for a common name, which SQL Server on Linux enforces, too.
    private static let maximumSubjectCount = 64
    private static let year: TimeInterval = 365 * 24 * 3600

    /// A date as a certificate has it: whole seconds since the beginning of 1970.
    private static func seconds(_ date: Date) throws(CryptographyError) -> Int {
        guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.down)) else {
            throw CryptographyError(.malformed, "A certificate cannot have this date.")
        }
        return seconds
    }
}

extension KeyStoreReader {
    /// Throws when a database has the same certificate under another name: the same issuer and serial number.
    fileprivate func requireNoCertificate(
        _ certificate: X509Certificate,
        in database: DatabaseIdentifier,
        name: String
    ) throws {
        for record in try keys(in: database) where record.id.kind == .certificate {
            // One that cannot be read is no reason not to add another.
            guard let present = try? X509Certificate(der: Array(CertificateDetails(record).certificate)) else {
                continue
            }
            guard present.issuer != certificate.issuer || present.serialNumber != certificate.serialNumber else {
                throw HierarchyError.certificateExists(name)
            }
        }
    }
}

extension Certificate {
    init(_ stored: Session.StoredKey) throws {
        let details = try CertificateDetails(stored.record)
        let certificate: X509Certificate
        do {
            certificate = try X509Certificate(der: Array(details.certificate))
        } catch {
            throw HierarchyError.corrupted("The \(stored.subject) that is stored is not valid.", cause: error)
        }
        self.init(
            database: stored.database.name, id: stored.record.id, name: stored.record.name, encoded: certificate.der,
            subject: certificate.subject.shown, issuer: certificate.issuer.shown,
            serialNumber: certificate.serialNumber,
            startDate: Date(timeIntervalSince1970: TimeInterval(certificate.notBefore)),
            expiryDate: Date(timeIntervalSince1970: TimeInterval(certificate.notAfter)),
            thumbprint: try certificate.thumbprint(), fingerprint: try KeyFingerprint(ofCertificate: certificate.der),
            keyLength: certificate.publicKey.modulusBitCount,
            privateKeyProtection: PrivateKeyProtection(stored.encryptions),
            isActiveForBeginDialog: details.isActiveForBeginDialog, privateKeyBackup: details.privateKeyBackup,
            created: stored.record.created, modified: stored.record.modified)
    }
}

extension X509Name {
    /// The name as `sys.certificates` shows it: one that is a common name alone is shown without `CN = `. (That is not
    /// documented.)
    fileprivate var shown: String {
        commonName ?? text
    }
}
