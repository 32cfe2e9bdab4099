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
        case .backUp(let name, _, _, _):
            try await context.translatingErrors {
                _ = try await session.certificate(name.text, in: database)
            }
            throw NotModelled("BACKUP CERTIFICATE", "Certificates are not written to files yet.")
        case .drop(let name):
            try await context.translatingErrors {
                _ = try await session.drop(.certificate(name.text), in: database)
            }
        }
    }

    private func create(_ new: NewCertificate) async throws {
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
            guard format == nil else {
                throw NotModelled("CREATE CERTIFICATE … WITH FORMAT = 'PFX'", "PFX files are not read yet.")
            }
            created = try await importCertificate(
                new.name.text, encoded: try await context.keyFile(file.value), options)
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
        guard case .dateTime(let date) = try SQLValue.text(literal.value).converted(
            from: .nvarchar(nil), to: SQLType(.datetime))
        else { return nil }
        return date
    }

    private func importCertificate(
        _ name: String,
        encoded: [UInt8],
        _ options: PrivateKeyOptions?
    ) async throws -> Certificate {
        guard options == nil else {
            throw NotModelled("CREATE CERTIFICATE … WITH PRIVATE KEY", "Private keys are not read from files yet.")
        }
        return try await context.openingAutomatically {
            try await session.importCertificate(name, in: database, encoded: encoded)
        }
    }

    /// `ALTER CERTIFICATE … WITH PRIVATE KEY`: changes what protects the private key.
    private func change(_ name: Identifier, _ options: PrivateKeyOptions) async throws {
        guard options.file == nil, options.binary == nil else {
            throw NotModelled("ALTER CERTIFICATE … WITH PRIVATE KEY", "Private keys are not read from files yet.")
        }
        let protector = PrivateKeyProtector(options.encryptionPassword)
        try await context.openingAutomatically {
            try await session.protectPrivateKey(
                of: .certificate(name.text), in: database, password: options.decryptionPassword?.password,
                with: protector)
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
