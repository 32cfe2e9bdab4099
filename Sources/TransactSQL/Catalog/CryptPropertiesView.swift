/// `sys.crypt_properties`: the signatures of modules. There is no module here, and so no signature: the view is empty.
enum CryptPropertiesView {
    static let view = CatalogView(
        name: "crypt_properties",
        columns: [
            ResultColumn("class", .tinyint), ResultColumn("class_desc", .nvarchar(60)), ResultColumn("major_id", .int),
            ResultColumn("thumbprint", .varbinary(32)), ResultColumn("crypt_type", .char(4)),
            ResultColumn("crypt_type_desc", .nvarchar(60)), ResultColumn("crypt_property", .varbinary(nil)),
        ]
    ) { _ in [] }
}
