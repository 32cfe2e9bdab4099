/// Something of a script that is known by name, and that this model does not do.
struct NotModelled: Error {
    let name: String
    let reason: String?
    /// The line of the statement, within its batch; `nil` until the statement notes it.
    var line: Int?

    init(_ name: String, _ reason: String?) {
        self.name = name
        self.reason = reason
    }
}
