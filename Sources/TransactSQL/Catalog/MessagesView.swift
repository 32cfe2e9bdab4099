/// `sys.messages`: the messages that are known here, in English.
enum MessagesView {
    static let view = CatalogView(
        name: "messages",
        columns: [
            ResultColumn("message_id", .int), ResultColumn("language_id", SQLType(.smallint)),
            ResultColumn("severity", .tinyint), ResultColumn("is_event_logged", .bit),
            ResultColumn("text", .nvarchar(2048)),
        ]
    ) { _ in
        SystemMessage.all.map { message in
            [
                .int(Int64(message.number)), .int(1033), .int(Int64(message.severity)), .bit(message.severity >= 19),
                .text(message.text),
            ]
        }
    }
}
