import Backup
import KeyCryptography
import KeyHierarchy
import TransactSQLSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension StatementRunner {
    private var session: Session { context.session }
    private var database: DatabaseName { context.state.database }

    /// A statement about a certificate of the current database.
    func perform(_ statement: CertificateStatement) async throws {
        try context.requireNoTransaction("a statement about a certificate")
        switch statement {
        case .create(let certificate): try await create(certificate)
        case .removePrivateKey(let name):
            try await context.translatingErrors {
                try await session.removePrivateKey(of: .certificate(name.text), in: database)
            }
        case .changePrivateKey(let name, let options): try await change(name, options)
        case .activate(let name, let isActive):
            try await context.translatingErrors {
                try await session.setActiveForBeginDialog(isActive, certificate: name.text, in: database)
            }
        case .backUp(let name, let file, let format, let options):
            try await backUp(name, to: file.value, format: format, options)
        case .drop(let name):
            try await context.translatingErrors {
                _ = try await session.drop(.certificate(name.text), in: database)
            }
        }
    }

    private func create(_ new: NewCertificate) async throws {
        try requireOwner(new.owner)
        let created: Certificate
        switch new.source {
        case .generated(let generated):
            let start = try generated.startDate.flatMap { try date($0) }
            let expiry = try generated.expiryDate.flatMap { try date($0) }
            created = try await context.openingAutomatically {
                try await session.createCertificate(
                    new.name.text, in: database, subject: generated.subject.value, startDate: start, expiryDate: expiry,
                    protectedBy: .init(generated.password))
            }
        case .file(let file, let format, let options):
            if options?.binary != nil { throw StatementFailure(33069) }
            created = try await importFile(new.name.text, from: file.value, format: format, options)
        case .binary(let bytes, let options):
            if options?.file != nil { throw StatementFailure(33069) }
            created = try await importCertificate(new.name.text, encoded: bytes, options)
        case .assembly, .executableFile:
            throw NotModelled("CREATE CERTIFICATE FROM a signed file", "Only DER and PFX are read.")
        }
        if let isActive = new.isActiveForDialogs, !isActive {
            try await context.translatingErrors {
                try await session.setActiveForBeginDialog(false, certificate: new.name.text, in: database)
            }
        }
        try await warn(about: created)
    }

    /// The date that a literal of a certificate stands for.
    private func date(_ literal: StringLiteral) throws -> Date? {
        guard
            case .dateTime(let date) = try SQLValue.text(literal.value).converted(
                from: .nvarchar(nil), to: SQLType(.datetime))
        else { return nil }
        return date
    }

    /// Imports from a file: DER, with a private key file beside it, or a PFX.
    private func importFile(
        _ name: String,
        from path: String,
        format: StringLiteral?,
        _ options: PrivateKeyOptions?
    ) async throws -> Certificate {
        let bytes = try await context.certificateFile(path)
        do {
            guard let format else { return try await importCertificate(name, encoded: bytes, options) }
            try requirePFX(format, options)
            return try await context.openingAutomatically {
                try await session.importCertificate(
                    name, in: database, pfx: bytes, password: options?.decryptionPassword?.password,
                    protectedBy: .init(options?.encryptionPassword))
            }
        } catch let failure as StatementFailure where failure.number == 15297 && options?.file == nil {
            // What is said of bytes is another number than what is said of a file.
            throw StatementFailure(15208)
        }
    }

    private func importCertificate(
        _ name: String,
        encoded: [UInt8],
        _ options: PrivateKeyOptions?
    ) async throws -> Certificate {
        let privateKey = try await privateKey(options)
        return try await context.openingAutomatically {
            try await session.importCertificate(
                name, in: database, encoded: encoded, privateKey: privateKey,
                protectedBy: .init(options?.encryptionPassword))
        }
    }

    /// The private key that options name: in a private key file, or as the bytes of one.
    private func privateKey(_ options: PrivateKeyOptions?) async throws -> PrivateKey? {
        guard let options, options.file != nil || options.binary != nil else { return nil }
        do {
            return try await context.translatingErrors {
                let password = options.decryptionPassword?.password
                if let file = options.file {
                    return try await PrivateKey(pvk: try context.privateKeyFile(file.value), password: password)
                }
                let bytes = (options.binary ?? []).withRawSpan { SecretBytes(copying: $0) }
                return try await PrivateKey(pvk: bytes, password: password)
            }
        } catch let failure as StatementFailure where failure.number == 15465 && options.decryptionPassword == nil {
            throw options.file == nil ? failure : StatementFailure(15208, state: 12)
        }
    }

    /// `ALTER CERTIFICATE … WITH PRIVATE KEY`: imports a private key, or changes what protects the one that is there.
    private func change(_ name: Identifier, _ options: PrivateKeyOptions) async throws {
        let protector = PrivateKeyProtector(options.encryptionPassword)
        do {
            // Before a file is looked for.
            _ = try await session.certificate(name.text, in: database)
        } catch let error as HierarchyError where error.sqlServer?.number == 15151 {
            throw StatementFailure(15151, "alter", "certificate", name)
        }
        if let privateKey = try await privateKey(options) {
            return try await context.openingAutomatically {
                try await session.importPrivateKey(
                    privateKey, ofCertificate: name.text, in: database, protectedBy: protector)
            }
        }
        try await context.openingAutomatically {
            try await session.protectPrivateKey(
                of: .certificate(name.text), in: database, password: options.decryptionPassword?.password,
                with: protector)
        }
    }

    /// `BACKUP CERTIFICATE`: the certificate alone, with its private key in a second file, or both as PFX.
    private func backUp(
        _ name: Identifier,
        to path: String,
        format: StringLiteral?,
        _ options: PrivateKeyOptions?
    ) async throws {
        guard let options else {
            return try await context.translatingErrors {
                try await context.backUp(toKeyFiles: [path]) { media in
                    try await session.backUpCertificate(name.text, in: database, to: media[0])
                }
            }
        }
        // The parser lets nothing through that lacks one of them.
        guard let filePassword = options.encryptionPassword, format != nil || options.file != nil else {
            throw StatementFailure(102, ")").endingBatch
        }
        let password = options.decryptionPassword?.password
        if let format {
            try requirePFX(format, options)
            return try await context.openingAutomatically {
                try await context.backUp(toKeyFiles: [path]) { media in
                    try await session.backUpCertificate(
                        name.text, in: database, toPFX: media[0], under: filePassword.password, password: password)
                }
            }
        }
        try NotModelled.refuseBeyondASCII(filePassword.value)
        try await context.openingAutomatically {
            try await context.backUp(toKeyFiles: [path, options.file?.value ?? ""]) { media in
                try await session.backUpCertificate(
                    name.text, in: database, to: media[0], privateKeyTo: media[1], under: filePassword.password,
                    password: password)
            }
        }
    }

    /// Throws unless a format, and what goes with it, is one that is written and read.
    private func requirePFX(_ format: StringLiteral, _ options: PrivateKeyOptions?) throws {
        guard format.value.uppercased() == "PFX", options?.file == nil else {
            throw NotModelled("this FORMAT of a certificate", "A PFX, with the private key in it, is written and read.")
        }
        guard options?.algorithm.map({ $0.value.uppercased() == "AES_256" }) ?? true else {
            throw NotModelled("this ALGORITHM of a PFX", "AES_256 is written.")
        }
    }

    /// Says what SQL Server says of the dates of a certificate: it is created all the same.
    private func warn(about certificate: Certificate) async throws {
        if certificate.expiryDate < certificate.startDate {
            try await context.inform(15213)
        } else if certificate.expiryDate < context.now {
            try await context.inform(15214)
        } else if certificate.startDate > context.now {
            try await context.inform(15215)
        }
    }
}

extension PrivateKeyProtector {
    /// Under a password, or without one under the master key.
    init(_ password: StringLiteral?) {
        self = password.map { .password($0.password) } ?? .masterKey
    }
}

extension NotModelled {
    /// Throws unless a password is one for a private key file.
    static func refuseBeyondASCII(_ password: String) throws {
        guard password.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw NotModelled(
                "a private key file under a password beyond ASCII",
                "Which bytes a server takes for its characters is not known.")
        }
    }
}
