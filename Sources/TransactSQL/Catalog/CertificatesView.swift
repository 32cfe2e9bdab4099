import KeyHierarchy

/// `sys.certificates`. The system's own signing certificates, with which a server comes, sign nothing here and are not there.
enum CertificatesView {
    static let view = CatalogView(
        name: "certificates",
        columns: [
            ResultColumn("name", .sysname), ResultColumn("certificate_id", .int), ResultColumn("principal_id", .int),
            ResultColumn("pvt_key_encryption_type", .char(2)),
            ResultColumn("pvt_key_encryption_type_desc", .nvarchar(60)),
            ResultColumn("is_active_for_begin_dialog", .bit), ResultColumn("issuer_name", .nvarchar(442)),
            ResultColumn("cert_serial_number", .nvarchar(64)), ResultColumn("sid", .varbinary(85)),
            ResultColumn("string_sid", .nvarchar(128)), ResultColumn("subject", .nvarchar(4000)),
            ResultColumn("expiry_date", .datetime), ResultColumn("start_date", .datetime),
            ResultColumn("thumbprint", .varbinary(32)), ResultColumn("attested_by", .nvarchar(260)),
            ResultColumn("pvt_key_last_backup_date", .datetime), ResultColumn("key_length", .int),
        ]
    ) { catalog in
        try await catalog.certificates().map(row)
    }

    private static func row(_ certificate: Certificate) -> [SQLValue] {
        [
            .text(certificate.name), .int(Int64(certificate.id.number)), .int(1),
            .text(certificate.privateKeyProtection.rawValue), .text(certificate.privateKeyProtection.name),
            .bit(certificate.isActiveForBeginDialog), .text(certificate.issuer), .text(serialNumber(of: certificate)),
            .binary(PrincipalIdentifier.bytes(thumbprint: certificate.thumbprint)),
            .text(PrincipalIdentifier.text(thumbprint: certificate.thumbprint)), .text(certificate.subject),
            .dateTime(certificate.expiryDate), .dateTime(certificate.startDate), .binary(certificate.thumbprint), .null,
            certificate.privateKeyBackup.map { .dateTime($0) } ?? .null, .int(Int64(certificate.keyLength)),
        ]
    }

    /// The first 16 bytes, as pairs of digits.
    static func serialNumber(of certificate: Certificate) -> String {
        certificate.serialNumber.prefix(16).map { Hexadecimal.text(of: [$0]) }.joined(separator: " ")
    }
}
