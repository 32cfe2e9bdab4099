/// `sys.certificates`. No certificate can be created here yet, and the system's own signing certificates, with which a
/// server comes, sign nothing here: the view is empty.
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
    ) { _ in [] }
}
