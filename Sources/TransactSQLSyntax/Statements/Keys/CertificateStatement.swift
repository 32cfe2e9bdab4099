/// A statement about a certificate.
@nonexhaustive
public enum CertificateStatement: Sendable, Hashable {
    /// `CREATE CERTIFICATE name …`.
    case create(NewCertificate)

    /// `ALTER CERTIFICATE name REMOVE PRIVATE KEY`.
    case removePrivateKey(Identifier)

    /// `ALTER CERTIFICATE name WITH PRIVATE KEY (…)`: imports a private key, or protects the present one otherwise.
    case changePrivateKey(Identifier, PrivateKeyOptions)

    /// `ALTER CERTIFICATE name WITH ACTIVE FOR BEGIN_DIALOG = ON | OFF`.
    case activate(Identifier, forDialogs: Bool)

    /// `BACKUP CERTIFICATE name TO FILE = 'path' [WITH [FORMAT = 'PFX',] PRIVATE KEY (…)]`.
    case backUp(Identifier, file: StringLiteral, format: StringLiteral?, privateKey: PrivateKeyOptions?)

    /// `DROP CERTIFICATE name`.
    case drop(Identifier)
}
